export function postgresBin(): string | undefined;
export function rabbitBin(): string | undefined;
export function fakeTimeLibrary(): string | undefined;

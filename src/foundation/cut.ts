/**
 * The first characters of a text, and the same text where it is not longer. Characters are those that XML Schema and people
 * count: never the half that JavaScript counts for some of them.
 */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const characters = [...text];
  return characters.length <= most ? text : characters.slice(0, most).join('');
}

/** A text for people, where it is too long: its first whole words, and a sign that there were more. */
export function cutWords(text: string, most: number): string {
  const whole = cut(text, most);
  if (whole === text) return text;
  const begun = cut(text, most - 1);
  const end = begun.lastIndexOf(' ');
  return `${end > 0 ? begun.slice(0, end) : begun}…`;
}

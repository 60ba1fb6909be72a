/**
 * The first characters of a text, and the same text where it is not longer. Characters are those that XML Schema and people
 * count: never the half that JavaScript counts for some of them.
 */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const characters = [...text];
  return characters.length <= most ? text : characters.slice(0, most).join('');
}

/**
 * The function with its answers kept, for what is asked again and again and costs more than a look into a table: dates that
 * most records share, paths of findings that recur. When it holds `most`, it forgets them and begins again.
 */
export function remembered<K extends string | number, V>(ask: (key: K) => V, most = 20_000): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const answer = ask(key);
    if (known.size >= most) known.clear();
    known.set(key, answer);
    return answer;
  };
}

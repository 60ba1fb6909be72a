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

/** The same for what is asked of objects: an answer is kept for as long as its object is, which must not change meanwhile. */
export function rememberedOf<K extends object, V>(ask: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, V>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const answer = ask(key);
    known.set(key, answer);
    return answer;
  };
}

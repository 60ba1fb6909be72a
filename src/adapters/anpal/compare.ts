type Tree = { readonly [key: string]: unknown };
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);
/** An empty element, or a group of empty elements: the node may leave it out. */
const saysNothing = (value: unknown): boolean =>
  value === undefined || value === '' || (isTree(value) && Object.values(value).every(saysNothing));
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/**
 * Whether the node's SAP is the one that was sent. `tipovariazione` says why a document was sent, not what it says, and is
 * left out: the node may show a record it has just opened as any other.
 */
export function isSentRecord(present: Tree, sent: Tree): boolean {
  const { datiinvio, ...sections } = sent;
  const { tipovariazione: _, ...invio } = isTree(datiinvio) ? datiinvio : {};
  return holdsAll(present, { datiinvio: invio, ...sections });
}

/** Whether the node holds every row of section 6 that was sent, in whichever of its two forms each of them is written. */
export function holdsRows(present: Tree, sent: Tree): boolean {
  return holdsAll(rowsOf(present), rowsOf(sent));
}

function rowsOf(tree: Tree): readonly unknown[] {
  const contained = listOf(tree.politiche_attive_lst).flatMap((list) =>
    isTree(list) ? listOf(list.politiche_attive) : [],
  );
  return [...listOf(tree.politiche_attive), ...contained].filter(isTree);
}

/**
 * Whether a document holds everything another one says. The node may add what it assigns itself (the id, rows of other
 * bodies), so more is fine; less or different is not. Of repeated elements each wanted one must be there.
 */
export function holdsAll(present: unknown, wanted: unknown): boolean {
  if (saysNothing(wanted)) return present === undefined || saysNothing(present) || isTree(present);
  if (Array.isArray(wanted) || Array.isArray(present)) {
    const free = [...listOf(present)];
    return listOf(wanted).every((item) => {
      const i = free.findIndex((candidate) => holdsAll(candidate, item));
      if (i >= 0) free.splice(i, 1);
      return i >= 0;
    });
  }
  if (!isTree(wanted)) return present === wanted;
  if (!isTree(present)) return false;
  return Object.entries(wanted).every(([name, value]) => value === undefined || holdsAll(present[name], value));
}

/** What the tables of MiAttivo share. */
export const required = { required: true } as const;

/** Ours, at one revision; what a document brings beyond it is never written back, because a strict reader refuses it. */
export const ours = { side: 'miattivo', revision: '1.0', restores: () => false } as const;

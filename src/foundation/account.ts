/** An account at another system, by HTTP Basic (RFC 7617, UTF-8). */
export interface Account {
  /** Absent: no account is needed there. */
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}

/** The header by which a call names its account; none without one. */
export function accountHeader({ username, password = '' }: Account = {}): Readonly<Record<string, string>> {
  if (username === undefined) return {};
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}` };
}

/** Whether a message carries the UsernameToken of an account: the sandbox's own reading of WS-Security. */
import { createHash } from 'node:crypto';

interface Account {
  readonly username: string;
  readonly password: string;
}

const inside = (message: string, name: string): string =>
  new RegExp(`<(?:[\\w.-]+:)?${name}(?:\\s[^>]*)?>([^<]*)<`).exec(message)?.[1]?.trim() ?? '';

export function carriesToken(body: Buffer, { username, password }: Account): boolean {
  const message = body.toString('utf8');
  if (inside(message, 'Username') !== username) return false;
  const shown = inside(message, 'Password');
  if (!/#PasswordDigest["']/.test(message)) return shown === password;
  const digest = createHash('sha1')
    .update(Buffer.from(inside(message, 'Nonce'), 'base64'))
    .update(inside(message, 'Created'))
    .update(password)
    .digest('base64');
  return shown === digest;
}

/**
 * Faults on demand: what a side may do wrong, switched on at start or while it runs. They belong to the wire, so that
 * the rules of a side need not know of them; only `ko` and `x001` are a side's own words and are left to it.
 */

export const FAULTS = ['none', 'down', 'slow', 'ko', 'x001', 'half', 'silent', 'garbage'] as const;

/**
 * - `down`: the connection is reset before the request is read; nothing has happened.
 * - `slow`: the request has its effect at once, the answer comes after a delay.
 * - `ko`: the side refuses by its own rules whatever it is able to refuse.
 * - `x001`: the national call limit is reached; at SILP this strikes only what it asks of the national node.
 * - `half`: the request has its effect, then the connection is cut in the middle of the answer's body.
 * - `silent`: the request has its effect, then the connection is cut without a byte of an answer.
 * - `garbage`: something in front of the side answers 200 with a page of HTML; nothing has happened.
 */
export type Fault = (typeof FAULTS)[number];

export interface FaultOptions {
  /** How many calls it strikes before it ends by itself; without it, until it is switched off. */
  readonly times?: number;
  /** Delay of an answer under `slow`. */
  readonly seconds?: number;
}

export interface FaultState {
  readonly fault: Fault;
  readonly times?: number;
  readonly seconds: number;
}

export const DEFAULT_SLOW_SECONDS = 30;

/** The fault that is on, and how many calls it has left. */
export class FaultSwitch {
  #fault: Fault;
  #left: number | undefined;
  #seconds: number;

  constructor(fault: Fault = 'none', slowSeconds: number = DEFAULT_SLOW_SECONDS) {
    this.#fault = fault;
    this.#seconds = slowSeconds;
  }

  set(fault: Fault, { times, seconds }: FaultOptions = {}): void {
    this.#fault = fault;
    this.#left = times;
    if (seconds !== undefined) this.#seconds = seconds;
  }

  /** The fault that strikes the call which has just begun; counts it. */
  strike(): FaultState {
    const struck = this.state();
    if (this.#left !== undefined) {
      this.#left -= 1;
      if (this.#left <= 0) this.set('none');
    }
    return struck;
  }

  state(): FaultState {
    return {
      fault: this.#fault,
      seconds: this.#seconds,
      ...(this.#left === undefined ? {} : { times: this.#left }),
    };
  }
}

/** The body of `POST /sandbox/fault`, or what is wrong with it. */
export function readFaultOrder(body: string): { fault: Fault; options: FaultOptions } | string {
  const order = parseObject(body);
  if (order === undefined) return 'expected a JSON object such as {"fault":"down"}';
  const fault = FAULTS.find((name) => name === order.fault);
  if (fault === undefined) return `fault: expected one of ${FAULTS.join(', ')}`;
  const { times, seconds } = order;
  if (!(times === undefined || (Number.isInteger(times) && Number(times) > 0)))
    return 'times: expected 1 or more calls';
  if (!(seconds === undefined || (typeof seconds === 'number' && seconds >= 0))) return 'seconds: expected a number';
  return {
    fault,
    options: {
      ...(times === undefined ? {} : { times: Number(times) }),
      ...(seconds === undefined ? {} : { seconds }),
    },
  };
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

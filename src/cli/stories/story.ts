/** A story of the demo, and the world in which it takes place. */
import type {
  AnpalSandbox,
  Applicant,
  EmilianStory,
  InpsSandbox,
  LavoroPerTeSandbox,
  LigurianStory,
  MiattivoSandbox,
  PiedmonteseStory,
  SilpSandbox,
  ToscanaSandbox,
  TuscanStory,
} from '../../sandbox/index.js';
import type { Teller } from '../telling.js';

/** The six sides, simulated. */
export interface Simulated {
  readonly anpal: AnpalSandbox;
  readonly silp: SilpSandbox;
  readonly inps: InpsSandbox;
  readonly lavoroPerTe: LavoroPerTeSandbox;
  readonly miattivo: MiattivoSandbox;
  readonly toscana: ToscanaSandbox;
}

/** Whom the stories are about, and what is said of them. */
export interface Cast {
  readonly applicant: Applicant;
  readonly ligurian: LigurianStory;
  readonly tuscan: TuscanStory;
  readonly piedmontese: PiedmonteseStory;
  readonly emilian: EmilianStory;
}

export interface Demo {
  /** Base address of the gateway. */
  readonly url: string;
  readonly sides: Simulated;
  readonly cast: Cast;
}

export interface Story {
  readonly name: string;
  /** One line: what it shows. */
  readonly shows: string;
  /** Runs until it is told. Rejects with `StoryBroken` when a step does not come out as told. */
  tell(teller: Teller, demo: Demo): Promise<void>;
}

/** What the adapter needs to know to reach the national SAP service. */
export interface AnpalConfig {
  /** Address of the service, usually a port of the regional PDD. Absent: the side is not configured. */
  readonly url?: string | undefined;
  /** HTTP Basic account, where the way to the service asks for one; sent with the first request. */
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly timeoutSeconds: number;
  /** Namespace of the service; Umbria's gateway uses another than the national one. */
  readonly namespace: string;
}

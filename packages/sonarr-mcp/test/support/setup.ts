import type { SonarrStandIn } from '@watchstack/demo/sonarr';

type Setup = SonarrStandIn['state']['setup'];
type Kind = 'indexers' | 'downloadClients' | 'importLists' | 'notifications';

/** Changes how a Sonarr is set up, as its owner would on its own pages. */
export function setUp(sonarr: SonarrStandIn, change: Partial<Setup>): void {
  sonarr.state.setup = { ...sonarr.state.setup, ...change };
}

/** Changes one provider by its name. */
export function change(
  sonarr: SonarrStandIn,
  kind: Kind,
  name: string,
  fields: Readonly<Record<string, unknown>>,
): void {
  const providers = sonarr.state.setup[kind];
  if (!providers.some((each) => each['name'] === name)) throw new Error(`No ${kind} are called ${name}.`);
  setUp(sonarr, { [kind]: providers.map((each) => (each['name'] === name ? { ...each, ...fields } : each)) });
}

/** Changes a page of settings. */
export function configure(
  sonarr: SonarrStandIn,
  page: keyof Setup['config'],
  fields: Readonly<Record<string, unknown>>,
): void {
  const { config } = sonarr.state.setup;
  setUp(sonarr, { config: { ...config, [page]: { ...config[page], ...fields } } });
}

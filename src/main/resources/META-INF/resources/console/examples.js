// A manifest of the right shape for each plugin: that of the catalogue of plugins, or a skeleton.

const SAMPLES = {
  'assay/sample-scrape': `            url: http://localhost:9000/q/metrics
            metric: process_uptime_seconds`,
  'assay/sample-prometheus': `            address: http://prometheus.monitoring.svc:9090
            query: up`,
};

const CONDITIONS = {
  'assay/sample-scrape': 'result > 0',
  'assay/sample-prometheus': 'len(result) > 0 && result[0] >= 1',
};

let catalogue;

/** The templates of docs/catalogue.md, by the names of their plugins. */
async function templates() {
  catalogue ??= fetch(new URL('./catalogue.md', import.meta.url))
    .then((page) => (page.ok ? page.text() : ''))
    .then(
      (text) =>
        new Map(
          [...text.matchAll(/```yaml\n([^]*?)```/g)]
            .map(([, yaml]) => [/\bplugin:\n\s+([^\s:]+):/.exec(yaml)?.[1], yaml])
            .filter(([name]) => name),
        ),
    )
    .catch(() => new Map());
  return catalogue;
}

export async function example(plugin) {
  return (await templates()).get(plugin) ?? skeleton(plugin);
}

function skeleton(plugin) {
  const key = /^[\w./-]+$/.test(plugin) ? plugin : JSON.stringify(plugin);
  const condition = CONDITIONS[plugin] ? `successCondition: ${CONDITIONS[plugin]}` : '# successCondition: result > 0';
  return `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  name: try
spec:
  metrics:
    - name: value
      ${condition}
      provider:
        plugin:
          ${key}:${SAMPLES[plugin] ? `\n${SAMPLES[plugin]}` : ' {} # write here what the plugin reads, see its documentation'}
`;
}

/** The manifest as an AnalysisTemplate. */
export function asTemplate(text) {
  if (/^kind:\s*(Cluster)?AnalysisTemplate\s*$/m.test(text)) {
    return text;
  }
  if (/^kind:\s*AnalysisRun\s*$/m.test(text)) {
    return text.replace(/^kind:\s*AnalysisRun\s*$/m, 'kind: AnalysisTemplate');
  }
  return `apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nmetadata:\n  name: try\n${text}`;
}

/** The command that sends the manifest. The token stays out of it. */
export function asCurl(text, address, hasToken) {
  let end = 'EOF';
  while (text.split('\n').includes(end)) {
    end += '_';
  }
  const header = hasToken ? ` \\\n  -H "Authorization: Bearer $TOKEN"` : '';
  const quoted = `'${address.replaceAll("'", "'\\''")}'`;
  return `curl -s ${quoted}${header} \\\n  -H 'Content-Type: application/yaml' --data-binary @- <<'${end}'\n${text.replace(/\n*$/, '\n')}${end}\n`;
}

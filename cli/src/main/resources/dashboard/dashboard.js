'use strict';

// Polls the JSON API of the monitor every second and shows what it says. Texts are only ever set as texts.

const INTERVAL_MS = 1000;
const KEPT_POINTS = 600;
const TOKEN = 'skyflow-loader-monitor-token';
const byId = id => document.getElementById(id);
const whole = new Intl.NumberFormat('en-US', {maximumFractionDigits: 0});
const fine = new Intl.NumberFormat('en-US', {maximumFractionDigits: 1});

const count = number => number === undefined || number === null ? '–' : whole.format(number);
const rate = number => number === undefined || number === null ? '–' : (number < 10 ? fine : whole).format(number);
const sum = numbers => numbers.reduce((all, number) => all + number, 0);
const last = column => column[column.length - 1];

function duration(seconds) {
  if (seconds === undefined || seconds === null || !Number.isFinite(seconds)) {
    return '–';
  }
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60];
  return (parts[0] > 0 ? parts[0] + ':' : '')
      + String(parts[1]).padStart(2, '0') + ':' + String(parts[2]).padStart(2, '0');
}

function megabytes(bytes) {
  return bytes === undefined || bytes === null ? '–' : whole.format(bytes / 1048576) + ' MB';
}

// ---- The page's parts

function element(tag, parent, className) {
  const made = document.createElement(tag);
  if (className) {
    made.className = className;
  }
  parent.append(made);
  return made;
}

function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** Fills a table in place, so that nothing that is being read or selected jumps. */
function fill(section, columns, rows, empty) {
  const table = byId(section).querySelector('table');
  if (!table.tHead) {
    const head = table.createTHead().insertRow();
    for (const column of columns) {
      const cell = element('th', head, column.number ? 'number' : '');
      cell.scope = 'col';
      cell.textContent = column.title;
    }
    table.createTBody();
  }
  const body = table.tBodies[0];
  const wanted = Math.max(1, rows.length);
  while (body.rows.length > wanted) {
    body.deleteRow(-1);
  }
  while (body.rows.length < wanted) {
    body.insertRow();
  }
  if (rows.length === 0) {
    const row = body.rows[0];
    while (row.cells.length > 1) {
      row.deleteCell(-1);
    }
    const cell = row.cells[0] || row.insertCell();
    cell.colSpan = columns.length;
    cell.className = 'hint';
    delete cell.dataset.title;
    setText(cell, empty);
    return;
  }
  rows.forEach((values, i) => {
    const row = body.rows[i];
    row.dataset.key = values.key || '';
    columns.forEach((column, j) => {
      const cell = row.cells[j] || row.insertCell();
      cell.removeAttribute('colspan');
      cell.dataset.name = column.name;
      cell.dataset.title = column.title;
      cell.className = [column.number ? 'number' : '', column.wide ? 'wide' : '', column.mark ? column.mark(values) : '']
          .join(' ').trim();
      setText(cell, String(values[column.name] ?? '–'));
    });
  });
}

// ---- Vaults

const VAULT_FIGURES = [
  ['rows', 'rows/s', true], ['calls', 'calls/s', true], ['finish', 'time to finish', true],
  ['p50', 'p50, ms'], ['p95', 'p95, ms'], ['p99', 'p99, ms'],
  ['inFlight', 'in flight'], ['pace', 'pace, calls/s'], ['throttles', 'throttled/s'],
  ['behind', 'rows behind'], ['letters', 'dead letters open'], ['uploaders', 'uploaders'],
];

function vaultCard(vault) {
  const known = byId('vault-' + vault);
  if (known) {
    return known;
  }
  const card = element('article', byId('vaults'), 'vault');
  card.id = 'vault-' + vault;
  const title = element('h3', card);
  element('b', title).textContent = vault;
  element('span', title, 'state');
  const bar = element('progress', card);
  bar.max = 1;
  bar.setAttribute('aria-label', 'Rows of vault ' + vault + ' that are finished');
  const list = element('dl', card);
  for (const [name, label, first] of VAULT_FIGURES) {
    const pair = element('div', list, first ? 'first' : '');
    element('dt', pair).textContent = label;
    element('dd', pair).dataset.name = name;
  }
  element('p', card, 'hint advice');
  return card;
}

function showVault(vault, data) {
  const runs = data.status.filter(run => run.vault === vault);
  const rates = data.rates.find(rates => rates.vault === vault) || {};
  const now = name => rates[name] && last(rates[name]);
  const lag = data.lag.find(lag => lag.vault === vault);
  const calls = data.instances
      .filter(instance => instance.vault === vault && instance.upload && !instance.stale)
      .map(instance => instance.upload.calls);
  // What is pending by the ledger is of this second; what was counted in the topic may be older.
  const behind = runs.length > 0 ? sum(runs.map(run => Math.max(0, run.pending))) : lag && lag.rows_behind;
  const paced = calls.filter(call => call.pace !== null && call.pace !== undefined);
  const figures = {
    rows: rate(now('rows_per_second')),
    calls: rate(now('calls_per_second')),
    throttles: rate(now('throttles_per_second')),
    p50: rate(now('latency_p50_ms')),
    p95: rate(now('latency_p95_ms')),
    p99: rate(now('latency_p99_ms')),
    inFlight: calls.length === 0
        ? '–' : count(sum(calls.map(call => call.inFlight))) + ' of ' + count(sum(calls.map(call => call.concurrency))),
    pace: calls.length === 0 ? '–' : paced.length < calls.length ? 'free' : rate(sum(paced.map(call => call.pace))),
    behind: count(behind),
    finish: behind === 0 ? 'done' : duration((lag && lag.seconds_to_finish) || behind / now('rows_per_second')),
    letters: count(sum(runs.map(run => run.open_dead_letters))),
    uploaders: count(calls.length),
  };
  const card = vaultCard(vault);
  const latest = runs[runs.length - 1];
  setText(card.querySelector('.state'), latest ? latest.state : 'no load yet');
  const published = sum(runs.map(run => run.published + run.replayed));
  card.querySelector('progress').value = published > 0 ? Math.max(0, 1 - behind / published) : 0;
  setText(card.querySelector('.advice'), (lag && lag.advice) || '');
  for (const cell of card.querySelectorAll('dd')) {
    setText(cell, figures[cell.dataset.name]);
  }
}

// ---- Tables

const letterCount = run => sum(Object.values(run.dead_letters));

function showRuns(runs) {
  fill('runs', [
    {name: 'vault', title: 'vault'}, {name: 'run', title: 'run'}, {name: 'verdict', title: 'balance', mark: run => run.balances ? 'good' : 'bad'},
    {name: 'state', title: 'state'},
    ...['read', 'published', 'rejected', 'replayed', 'uploaded', 'dead letters', 'discarded', 'pending', 'calls', 'retries', 'throttles']
        .map(title => ({name: title, title, number: true})),
    {name: 'from', title: 'from'}, {name: 'to', title: 'to'},
  ], runs.slice().reverse().map(run => ({
    key: run.run + '/' + run.vault,
    run: run.run,
    vault: run.vault,
    state: run.state,
    balances: run.balances,
    verdict: run.balances ? '✓ balances' : '✗ DOES NOT BALANCE',
    read: count(run.read),
    published: count(run.published),
    rejected: count(run.rejected),
    replayed: count(run.replayed),
    uploaded: count(run.uploaded),
    'dead letters': count(letterCount(run)),
    discarded: count(run.discarded),
    pending: count(run.pending),
    calls: count(run.calls.requests),
    retries: count(run.calls.retries),
    throttles: count(run.calls.throttles),
    from: moment(run.first_at),
    to: moment(run.last_at),
  })), 'No load is known here.');
}

/** Date and time, on two lines where line breaks are kept. */
function moment(text) {
  return text ? new Date(text).toLocaleString('sv-SE').replace(' ', '\n') : '–';
}

function showLetters(vaults) {
  const rows = [];
  for (const vault of vaults) {
    const kinds = new Map();
    for (const kind of vault.kinds) {
      const name = kind.reason + '/' + (kind.status ?? '–');
      kinds.set(name, (kinds.get(name) || 0) + kind.rows);
    }
    for (const [name, open] of kinds) {
      const [reason, status] = name.split('/');
      rows.push({key: vault.vault + '/' + name, vault: vault.vault, reason, status, open: count(open)});
    }
    if (vault.parked > 0) {
      rows.push({key: vault.vault + '/parked', vault: vault.vault, reason: 'parked', status: '–', open: count(vault.parked)});
    }
  }
  fill('letters', [
    {name: 'vault', title: 'vault'}, {name: 'reason', title: 'reason'}, {name: 'status', title: 'status'},
    {name: 'open', title: 'rows', number: true},
  ], rows, 'No dead letter is open.');
}

function showInstances(instances) {
  fill('instances', [
    {name: 'instance', title: 'instance'}, {name: 'role', title: 'role'}, {name: 'vault', title: 'vault'},
    {name: 'state', title: 'state', mark: row => row.stale ? 'bad' : ''},
    {name: 'partitions', title: 'partitions'},
    {name: 'inFlight', title: 'in flight', number: true}, {name: 'limit', title: 'limit', number: true},
    {name: 'pace', title: 'pace', number: true}, {name: 'heap', title: 'heap', number: true},
    {name: 'host', title: 'host'}, {name: 'problem', title: 'why', wide: true},
  ], instances.map(instance => {
    // Who is silent does no more what he did before.
    const upload = instance.stale ? null : instance.upload;
    const calls = upload && upload.calls;
    return {
      key: instance.role + '/' + instance.instance + '/' + instance.vault,
      instance: instance.instance,
      role: instance.role.toLowerCase(),
      vault: instance.vault,
      stale: instance.stale,
      state: instance.stale ? 'silent' : instance.state.toLowerCase(),
      partitions: upload ? upload.partitions.map(owned => owned.partition).join(', ') || 'none' : '–',
      inFlight: calls ? count(calls.inFlight) : '–',
      limit: calls ? count(calls.concurrency) : '–',
      pace: calls ? (calls.pace === null || calls.pace === undefined ? 'free' : rate(calls.pace)) : '–',
      heap: megabytes(instance.process.heapUsed),
      host: instance.process.host,
      problem: instance.problem || '',
    };
  }), 'No instance reports.');
}

/** What the oldest unfinished row of a partition waits for. */
function waits(row) {
  return row
      ? (row.key || 'a record that is no row') + ' waits for: ' + row.waits_for.replace('_', ' ')
          + ', after ' + count(row.attempts) + ' attempts' + (row.detail ? ' (' + row.detail + ')' : '')
      : '';
}

function showLag(vaults) {
  const rows = vaults.flatMap(vault => vault.partitions.map(partition => ({
    key: vault.vault + '/' + partition.partition,
    vault: vault.vault,
    partition: partition.partition,
    committed: count(partition.committed),
    end: count(partition.end),
    // Offsets between the two are marks of transactions where no row is left.
    behind: partition.seconds_behind === undefined ? '0' : '≈' + count(partition.offsets_behind),
    since: duration(partition.seconds_behind),
    drain: rate(partition.offsets_per_second),
    finish: duration(partition.seconds_to_finish),
    owner: partition.owner || '–',
    stuck: partition.stuck,
    waits: waits(partition.oldest_row),
  })));
  fill('lag', [
    {name: 'vault', title: 'vault'}, {name: 'partition', title: 'partition', number: true},
    {name: 'committed', title: 'committed', number: true}, {name: 'end', title: 'end', number: true},
    {name: 'behind', title: 'rows behind', number: true}, {name: 'since', title: 'oldest', number: true},
    {name: 'drain', title: 'rows/s', number: true}, {name: 'finish', title: 'time to finish', number: true},
    {name: 'owner', title: 'uploader'}, {name: 'waits', title: 'oldest row', wide: true, mark: row => row.stuck ? 'bad' : ''},
  ], rows, 'Nothing was ever published.');
}

// ---- Charts

const history = new Map();
const charts = [];

function remember(all) {
  for (const vault of all) {
    const kept = history.get(vault.vault);
    if (!kept) {
      history.set(vault.vault, vault);
    } else if (vault.at_ms.length > 0 && last(vault.at_ms) !== last(kept.at_ms)) {
      for (const [name, column] of Object.entries(vault)) {
        if (Array.isArray(column)) {
          kept[name].push(last(column));
          if (kept[name].length > KEPT_POINTS) {
            kept[name].shift();
          }
        }
      }
    }
  }
}

function color(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function makeChart(id, figure, unit) {
  const chart = new Chart(byId(id), {
    type: 'line',
    data: {datasets: []},
    options: {
      animation: false,
      parsing: false,
      normalized: true,
      maintainAspectRatio: false,
      interaction: {mode: 'nearest', axis: 'x', intersect: false},
      scales: {
        x: {type: 'linear', ticks: {maxTicksLimit: 5, maxRotation: 0, callback: at => clock(at)}},
        y: {beginAtZero: true, ticks: {maxTicksLimit: 5}},
      },
      plugins: {
        legend: {position: 'bottom', labels: {boxWidth: 12, boxHeight: 2}},
        tooltip: {callbacks: {title: items => items.length > 0 ? clock(items[0].parsed.x) : ''}},
      },
    },
  });
  charts.push({chart, id, figure, unit});
}

function clock(at) {
  return new Date(at).toLocaleTimeString('sv-SE');
}

function paint() {
  const vaults = [...history.keys()];
  for (const {chart, id, figure, unit} of charts) {
    chart.data.datasets = vaults.map((vault, i) => {
      const data = history.get(vault);
      return {
        label: vault,
        data: data.at_ms.map((at, j) => ({x: at, y: data[figure][j]})),
        borderColor: color('--chart-' + (i % 6 + 1)),
        backgroundColor: color('--chart-' + (i % 6 + 1)),
        borderWidth: 2,
        pointRadius: 0,
        pointHitRadius: 8,
      };
    });
    for (const scale of Object.values(chart.options.scales)) {
      scale.ticks.color = color('--faint');
      scale.grid = {color: color('--line')};
    }
    chart.options.plugins.legend.labels.color = color('--text');
    chart.update();
    byId(id).setAttribute('aria-label', vaults
        .map(vault => vault + ' ' + rate(last(history.get(vault)[figure])) + ' ' + unit).join(', ') || 'nothing yet');
  }
}

// ---- The loop

async function fetchJson(path) {
  const token = sessionStorage.getItem(TOKEN);
  const answer = await fetch(path, {
    headers: token ? {Authorization: 'Bearer ' + token} : {},
    signal: AbortSignal.timeout(10000),
  });
  if (answer.status === 401) {
    throw new Unauthorized();
  }
  if (!answer.ok) {
    throw new Error('status ' + answer.status);
  }
  return answer.json();
}

class Unauthorized extends Error {}

function askForToken() {
  if (byId('login').hidden) {
    byId('refused').textContent = sessionStorage.getItem(TOKEN) ? 'This is not the token.' : '';
    byId('login').hidden = false;
    document.querySelector('main').hidden = true;
    setText(byId('connection'), 'The monitor asks for its token.');
    byId('token').focus();
  }
}

let lostAt = null;

async function turn() {
  if (!byId('login').hidden) {
    return;
  }
  try {
    if (history.size === 0) {
      remember(await fetchJson('/api/history'));
    }
    const [status, rates, lag, letters, instances] = await Promise.all(
        ['status', 'rates', 'lag', 'dead-letters', 'instances'].map(page => fetchJson('/api/' + page)));
    remember(rates);
    const data = {status, rates, lag, instances};
    rates.forEach(vault => showVault(vault.vault, data));
    for (const hint of document.querySelectorAll('.counted')) {
      const at = rates.length > 0 && rates[0].counted_at_ms;
      setText(hint, at ? 'counted in the topics at ' + clock(at) : 'not counted yet');
    }
    showRuns(status);
    showLetters(letters);
    showInstances(instances);
    showLag(lag);
    paint();
    lostAt = null;
    byId('connection').className = '';
    const bad = status.filter(run => !run.balances).length;
    setText(byId('connection'), bad > 0 ? bad + ' account(s) do not balance' : 'live');
    byId('connection').classList.toggle('lost', bad > 0);
  } catch (problem) {
    if (problem instanceof Unauthorized) {
      askForToken();
      return;
    }
    lostAt = lostAt || new Date();
    byId('connection').className = 'lost';
    setText(byId('connection'), 'The monitor has not answered since ' + clock(lostAt) + '.');
  }
}

byId('login').addEventListener('submit', event => {
  event.preventDefault();
  sessionStorage.setItem(TOKEN, byId('token').value.trim());
  byId('token').value = '';
  byId('login').hidden = true;
  document.querySelector('main').hidden = false;
});

makeChart('rows', 'rows_per_second', 'rows a second');
makeChart('calls', 'calls_per_second', 'calls a second');
makeChart('latency', 'latency_p95_ms', 'ms');
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', paint);
(async () => {
  for (;;) {
    await turn();
    await new Promise(done => setTimeout(done, INTERVAL_MS));
  }
})();

import type { EventBody, EventName } from '../../shared/contract.ts';
import { type Done, done, failed } from '../../shared/failures.ts';
import { exponentOf } from '../../shared/money.ts';
import { pairingRecordSchema } from '../../shared/pairing.ts';
import type { HaltView, Snapshot } from '../../shared/snapshot.ts';
import { createCredentials } from './auth/credentials.ts';
import { createTokenSource } from './auth/token-source.ts';
import { createBridgeServer } from './bridge-server.ts';
import { createHandlers } from './handlers.ts';
import { createFexClient } from './net/fex-client.ts';
import { createServerClock } from './net/server-clock.ts';
import { createHalts } from './payments/halts.ts';
import { createPayments } from './payments/payments.ts';
import { counterTag } from './payments/reference.ts';
import {
  type CounterIdentity,
  type Journal,
  type Ports,
  type Stop,
  vaultNames,
  type WebhookListener,
} from './ports.ts';
import { createBooks } from './reports/books.ts';
import {
  closedInstallation,
  copySign,
  machineDigest,
  openInstallation,
  withMark,
} from './settings/installation.ts';
import { createJournalHealth } from './settings/journal-health.ts';
import { openKeys, watchedVault } from './settings/keys.ts';
import { createRecovery } from './settings/recovery.ts';
import { readPreferences, readRules } from './settings/settings.ts';
import { createTakeOver } from './settings/take-over.ts';
import type { CounterForShell } from './shell-port.ts';
import { createApprove } from './staff/approve.ts';
import { createPeople } from './staff/people.ts';
import { proveMerchant } from './staff/recover.ts';
import { createStaffDesk } from './staff/staff-desk.ts';
import { createConnection } from './updates/connection.ts';
import { createHints } from './updates/hints.ts';
import { createWatcher } from './updates/watcher.ts';
import { createWebhookGate } from './updates/webhook-gate.ts';

export interface Counter extends CounterForShell {
  /** Takes up open payments, begins to talk to FEX. Resolves when calls may be answered. */
  start(): Promise<void>;
  readonly webhookUrl: string | null;
}

/** A payment that is not over: it may still be charged, or its outcome is awaited. */
const openKinds: ReadonlySet<string> = new Set([
  'sending',
  'showing-qr',
  'waiting-for-approval',
  'unknown',
  'cancelling',
  'refunding',
]);
const keychainReasons = ['keychain-locked', 'keychain-missing', 'keychain-plain', 'keys-gone'] as const;

/** After a payment was read as paid its webhook has this long to arrive before news count as polled. */
const webhookGraceMs = 10_000;

/** Composition root: the whole counter out of ports, with nothing running until `start`. */
export async function createCounter(
  ports: Ports,
  identity: CounterIdentity,
  origins: readonly string[],
  /** Ends this counter and opens it anew; what could not be read at the start is read then. */
  reopen: () => void = () => {},
): Promise<Counter> {
  const { clock, random, hasher, http, vault, store, log, qr, link, inbox, keychain = false } = ports;
  const rules = readRules(store, log);
  let preferences = readPreferences(store, identity.defaultLanguage, log);
  let merchantName = text(store.read('merchantName')) ?? identity.merchantName;
  const halts = createHalts();
  const { unpaired = false, scan = { with: 'own' } } = identity;
  const keys = await openKeys({ keychain, unpaired, vault, store, hasher, random, log });
  const { keep } = keys;
  // Every row a cashier's tap leads to names whoever is signed in.
  const named: Journal = {
    ...ports.journal,
    append: (rows) =>
      ports.journal.append(
        rows.map((row) => (row.actor === 'cashier' ? { ...row, actor: people.actor() ?? row.actor } : row)),
      ),
  };
  const journal = withMark(named, { store: keep, clock, log });
  const serverClock = createServerClock(clock);
  const tokens = createTokenSource({
    tokenUrl: identity.tokenUrl,
    clientId: identity.clientId,
    http,
    vault: watchedVault(vault, keychainIs),
    clock,
    serverClock,
    log,
  });
  const scanTokens =
    scan.with !== 'merchant'
      ? tokens
      : createTokenSource({
          tokenUrl: identity.tokenUrl,
          clientId: scan.clientId,
          secretName: vaultNames.merchantSecret,
          http,
          vault,
          clock,
          serverClock,
          log,
        });
  const fex = createFexClient({
    apiUrl: identity.apiUrl,
    counterId: identity.counterId,
    http,
    clock,
    serverClock,
    tokens,
    keysRefused: () => credentials.apiRefuses(),
  });
  if (keys.trouble !== null) halts.set(keys.trouble, serverClock.nowMs());
  const credentials = createCredentials({
    clock,
    // What the keychain does not give says nothing about what FEX thinks of it.
    lacksSecretForGood: !keychain,
    probe: () => fex.list(1, 1),
    onChange(refused) {
      if (refused) halts.set('credentials-refused', serverClock.nowMs());
      else halts.clear('credentials-refused');
    },
  });
  const people = createPeople({
    store,
    clock,
    serverClock,
    random,
    hasher,
    pepper: keys.pinPepper,
    idleMs: rules.lockAfterMinutes * 60_000,
    isBusy: () => openKinds.has(payments.view().kind),
    onChange: () => emit('staff.changed', people.view()),
  });
  const approve = createApprove(identity, people);
  const installation = keys.trouble === null ? openInstallation(keep, random) : closedInstallation();
  const machine = await machineDigest(ports.machineId, hasher);
  const takeOver = createTakeOver({
    keep,
    journal,
    installation,
    machine,
    halts,
    clock,
    serverClock,
    log,
  });
  const sign = await copySign({ store: keep, journal, machine });
  if (sign === null) takeOver.isOriginal();
  else takeOver.suspect(sign, null);
  const journalHealth = createJournalHealth({ journal, clock, serverClock, halts, log });

  const listeners = new Set<Parameters<CounterForShell['onEvent']>[0]>();
  function emit<N extends EventName>(event: N, body: EventBody<N>) {
    for (const hear of listeners) {
      try {
        hear(event, body);
      } catch (error) {
        // A window that cannot hear must not stop the payment it is told about.
        log.error('event.not-heard', { event, error: error instanceof Error ? error.name : 'unknown' });
      }
    }
  }

  const connection = createConnection({ clock, serverClock, link, probe: () => fex.list(1, 1) });
  fex.onContact(connection.heard);

  const watcher = createWatcher({
    clock,
    get: fex.get,
    onRead(intentId, read) {
      // Without a token the API was never asked; for the cashier that is the same silence.
      if (read.kind === 'no-token') connection.heard(false);
      payments.heardRead(intentId, read);
    },
    onSilence(intentId) {
      payments.wentSilent(intentId);
    },
  });

  const tag = counterTag(identity.counterId, hasher);
  /** Intents whose webhook arrived, until their payment is settled. */
  const announced = new Set<string>();
  let stopGrace: Stop = () => {};
  const payments = createPayments({
    clock,
    serverClock,
    random,
    hasher,
    journal,
    qr,
    log,
    tokens,
    scanTokens,
    fex,
    watcher,
    halts,
    counterId: identity.counterId,
    currency: identity.currency,
    tag,
    installation,
    onForeign: (reference) => takeOver.suspect('foreign-intent', reference.slice(-4)),
    slips: {
      last() {
        const last = store.read('lastSlip');
        return typeof last === 'number' && Number.isSafeInteger(last) && last > 0 ? last : 0;
      },
      took: (slip) => void save('lastSlip', slip),
    },
    isRecovering: () => recovery.isNeeded(),
    onRebuilt: tellRecovery,
    digestKey: keys.digestKey,
    capMinor: rules.capMinor,
    expiresInS: { standard: rules.standardExpiresS, reverse: rules.reverseExpiresS },
    isOffline: () => connection.view().state === 'offline',
    approve,
    refundLateByItself: rules.refundLateByItself,
    onChange() {
      emit('payment.changed', { ...paymentPart(), serverNowMs: serverClock.nowMs() });
      books.paymentChanged();
      if (recovery.isNeeded()) tellRecovery();
    },
    onMerchantName(name) {
      if (name === merchantName) return;
      merchantName = name;
      save('merchantName', name);
      emit('counter.changed', { counter: counterView() });
    },
    onPaid(intentId) {
      stopGrace();
      stopGrace = clock.after(webhookGraceMs, () => {
        if (!announced.delete(intentId) && webhook !== null) connection.webhookMissed();
      });
    },
  });

  const books = createBooks({
    tools: { looker: payments.looker, fex, counterId: identity.counterId },
    journal,
    store,
    clock,
    serverClock,
    log,
    approve,
    till() {
      const sinceMs = installation.sinceMs();
      if (sinceMs === null) return null;
      return { tag, installationId: installation.id(), sinceMs, retired: installation.retired() };
    },
    isBusy: () => openKinds.has(payments.view().kind),
    isOffline: () => connection.view().state === 'offline',
    isHalted: () => halts.view() !== null,
    onChange: () => emit('books.changed', { books: books.view() }),
  });

  let started = false;
  let wasOffline = false;
  connection.onChange((view) => {
    emit('connection.changed', { connection: view, serverNowMs: serverClock.nowMs() });
    const offline = view.state === 'offline';
    if (offline && !wasOffline) payments.wentOffline();
    if (!offline && wasOffline) payments.cameOnline();
    wasOffline = offline;
  });
  // After a sleep nobody knows what FEX did meanwhile: everything that is open or watched is read at once.
  serverClock.onJump(() => void Promise.resolve().then(payments.cameOnline));
  const recovery = createRecovery({
    halts,
    takeOver,
    health: journalHealth,
    rebuild: payments.rebuild,
    serverClock,
    approve,
  });
  let toldRecovery = 'null';
  function tellRecovery(): void {
    const view = recovery.view();
    const text = JSON.stringify(view);
    if (text === toldRecovery) return;
    toldRecovery = text;
    emit('recovery.changed', { recovery: view });
  }
  let recovering = false;
  function whetherRecovering(): void {
    const needed = recovery.isNeeded();
    // Before the start nothing may be asked of FEX; the start begins it.
    if (needed && !recovering && started) payments.rebuild.begin();
    recovering = needed;
    tellRecovery();
  }
  halts.onChange((halt) => {
    emit('halt.changed', { halt });
    whetherRecovering();
  });
  tokens.onResult(credentials.heardToken);
  fex.onKeys(credentials.heardApi);

  const hints = createHints({
    inbox,
    clock,
    log,
    get: fex.get,
    wanted: () => ({ intentId: watcher.watching, reference: payments.sought() }),
    onWatched: payments.heardRead,
    onIntent: payments.heardIntent,
  });
  const gate = createWebhookGate({
    counterId: identity.counterId,
    vault,
    hasher,
    inbox,
    clock,
    log,
    hear(hint) {
      connection.webhookArrived();
      if (announced.size < 1000) announced.add(hint.intentId);
      hints.wake();
    },
  });
  let webhook: WebhookListener | null = null;

  function keychainIs(trouble: HaltView['reason'] | null): void {
    if (!keychain) return;
    // Its id and its mark were not known at the start: only a new start can know them.
    if (keys.trouble !== null) {
      if (trouble === null) reopen();
      return;
    }
    for (const reason of keychainReasons) if (reason !== trouble) halts.clear(reason);
    if (trouble !== null) halts.set(trouble, serverClock.nowMs());
  }

  /** The keys first: a counter without them can be paired again, one that only says so still has them. */
  async function unpair(confirmed: boolean): Promise<Done> {
    const record = pairingRecordSchema.safeParse(store.read('pairing')).data;
    if (!keychain || record === undefined) return failed('not-possible-now');
    const approval = await approve('unpair', confirmed);
    if (!approval.ok) return failed(approval.failure);
    if (openKinds.has(payments.view().kind)) return failed('busy');
    const ids = { saleId: null, attemptId: null, reference: null };
    const [atMs, serverMs] = [clock.wallMs(), serverClock.knownMs()];
    const { actor } = approval;
    const body = { counterId: identity.counterId };
    try {
      await journal.append([{ type: 'pairing.ended', actor, atMs, serverMs, ...ids, body }]);
    } catch {
      return failed('charging-stopped');
    }
    // Nothing is sent from here on, whatever comes of the rest.
    halts.set('unpaired', serverClock.nowMs());
    journal.flush();
    await keep.saved();
    try {
      for (const name of Object.values(vaultNames)) await vault.delete(name);
    } catch {
      halts.clear('unpaired');
      return failed('keychain-closed');
    }
    if (!save('pairing', { ...record, unpairedAtMs: serverClock.nowMs() }))
      return failed('settings-not-saved');
    reopen();
    return done;
  }

  function save(key: string, value: unknown): boolean {
    try {
      store.write(key, value);
      return true;
    } catch {
      log.warn('settings.not-written', { key });
      return false;
    }
  }

  function counterView(): Snapshot['counter'] {
    return { name: identity.counterName, location: identity.location, merchantName };
  }

  function paymentPart() {
    return {
      payment: payments.view(),
      lastSale: payments.lastSale(),
      lateCount: payments.lateCount(),
      unsettled: payments.unsettled(),
    };
  }

  function snapshot(): Snapshot {
    return {
      environment: identity.environment,
      counter: counterView(),
      currency: identity.currency,
      exponent: exponentOf(identity.currency),
      capMinor: rules.capMinor,
      serverNowMs: serverClock.nowMs(),
      preferences,
      ...paymentPart(),
      connection: connection.view(),
      halt: halts.view(),
      recovery: recovery.view(),
      staff: people.view(),
      books: books.view(),
      canScan: scan.with !== 'none',
      paired: keychain && !unpaired,
      hasPhone: ports.phone !== null,
    };
  }

  let sayPainted: (value: { webhookUrl: string | null }) => void = () => {};
  const painted = new Promise<{ webhookUrl: string | null }>((resolve) => {
    sayPainted = resolve;
  });
  const { promise: wantsPairing, resolve: sayPair } = Promise.withResolvers<void>();
  const stopPhone = ports.phone?.onChange(() => emit('phone.changed', null)) ?? (() => {});

  const desk = createStaffDesk({
    people,
    approve,
    prove: (given) => proveMerchant(given, { identity, http, clock, serverClock, log }),
    async record(type, actor, body) {
      const [atMs, serverMs] = [clock.wallMs(), serverClock.knownMs()];
      const ids = { saleId: null, attemptId: null, reference: null };
      return journal.append([{ type, actor, atMs, serverMs, ...ids, body }]).then(
        () => true,
        () => false,
      );
    },
  });
  const bridge = createBridgeServer({
    origins,
    log,
    handlers: desk.lockable({
      ...desk.handlers,
      ...createHandlers({
        payments,
        books,
        phone: ports.phone,
        qr,
        snapshot,
        canScan: scan.with !== 'none',
        takeOver: recovery.confirm,
        unpair,
        pair() {
          if (identity.environment !== 'training') return failed('not-possible-now');
          sayPair();
          return done;
        },
        async tryAgain() {
          if (unpaired) {
            reopen();
            return done;
          }
          const result = await tokens.get();
          if (result.ok) return done;
          return failed(
            result.why === 'unreachable' || result.why === 'bad-answer' ? 'offline' : 'charging-stopped',
          );
        },
        painted: () => sayPainted({ webhookUrl: webhook?.url ?? null }),
        changePreferences(change) {
          const next = { ...preferences, ...change };
          if (!save('preferences', next)) return failed('settings-not-saved');
          preferences = next;
          emit('preferences.changed', { preferences });
          return done;
        },
      }),
    }),
  });

  let disposing: Promise<void> | null = null;
  async function dispose() {
    await webhook?.close();
    books.dispose();
    hints.dispose();
    connection.dispose();
    journalHealth.dispose();
    credentials.dispose();
    people.dispose();
    tokens.dispose();
    if (scanTokens !== tokens) scanTokens.dispose();
    stopPhone();
    stopGrace();
    await payments.dispose();
    // Cuts what is under way; an unanswered send is in the journal and is taken up at the next start.
    await http.close();
    await journal.close();
    await keep.saved();
    listeners.clear();
  }

  return {
    bridge,
    painted,
    wantsPairing,
    onEvent(hear) {
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
    get webhookUrl() {
      return webhook?.url ?? null;
    },
    async start() {
      await payments.start();
      started = true;
      if (recovery.isNeeded()) payments.rebuild.begin();
      if (identity.webhookPort !== null) {
        try {
          webhook = await ports.webhookDoor.open(identity.webhookPort, gate);
        } catch (error) {
          // News are polled instead; nothing depends on webhooks.
          log.error('webhook.no-listener', { error: error instanceof Error ? error.message : 'unknown' });
        }
      }
      connection.start();
      hints.wake();
      void books.start();
    },
    dispose() {
      disposing ??= dispose();
      return disposing;
    },
  };
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

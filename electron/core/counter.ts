import { done, failed } from '../../shared/failures.ts';
import { exponentOf } from '../../shared/money.ts';
import type { HaltView, Snapshot } from '../../shared/snapshot.ts';
import { openFexAccess } from './auth/fex-access.ts';
import { createBridgeServer } from './bridge-server.ts';
import { counterRow, rowTimes } from './counter-row.ts';
import { createManagement } from './counters/management.ts';
import { createOwnCounter } from './counters/own-counter.ts';
import { createDiagnosticsDesk } from './diagnostics/diagnostics-desk.ts';
import { createEvents } from './events.ts';
import { createEvidence } from './go-live/evidence.ts';
import { createGoLive } from './go-live/go-live.ts';
import { createHandlers } from './handlers.ts';
import { createServerClock } from './net/server-clock.ts';
import { createHalts, forbidsSending } from './payments/halts.ts';
import { createPayments } from './payments/payments.ts';
import { counterTag } from './payments/reference.ts';
import { isOpenView } from './payments/view.ts';
import type { Actor, CounterIdentity, JournalBody, Ports } from './ports.ts';
import { createBooks } from './reports/books.ts';
import { keepCamera } from './settings/camera-choice.ts';
import {
  closedInstallation,
  copySign,
  lostId,
  machineDigest,
  openInstallation,
  tillOf,
  withMark,
} from './settings/installation.ts';
import { createJournalHealth } from './settings/journal-health.ts';
import { openKeys, watchedVault } from './settings/keys.ts';
import { createNetworkDesk } from './settings/network-desk.ts';
import { keepPreferences } from './settings/preferences.ts';
import { createRecovery } from './settings/recovery.ts';
import { createSave, keptSlips } from './settings/saved.ts';
import { readRules } from './settings/settings.ts';
import { createTakeOver } from './settings/take-over.ts';
import { createTransfer } from './settings/transfer.ts';
import { createUnpair } from './settings/unpair.ts';
import type { CounterForShell } from './shell-port.ts';
import { createApprove } from './staff/approve.ts';
import { namedJournal } from './staff/named-journal.ts';
import { createPeople } from './staff/people.ts';
import { proveMerchant } from './staff/recover.ts';
import { createStaffDesk } from './staff/staff-desk.ts';
import { createConnection } from './updates/connection.ts';
import { createNews } from './updates/news.ts';
import { createWatcher } from './updates/watcher.ts';
import { createWebhookSecrets } from './updates/webhook-secrets.ts';

export interface Counter extends CounterForShell {
  /** Takes up open payments, begins to talk to FEX. Resolves when calls may be answered. */
  start(): Promise<void>;
  readonly webhookUrl: string | null;
}

const keychainReasons = ['keychain-locked', 'keychain-missing', 'keychain-plain', 'keys-gone'] as const;

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
  const save = createSave(store, log);
  const { emit, ...events } = createEvents(log);
  const preferences = keepPreferences({
    store,
    save,
    language: identity.defaultLanguage,
    log,
    onChange: (now) => emit('preferences.changed', { preferences: now }),
  });
  const camera = keepCamera({ store, save, log, onChange: (now) => emit('camera.changed', { camera: now }) });
  let merchantName = text(store.read('merchantName')) ?? identity.merchantName;
  const halts = createHalts();
  const { unpaired = false, scan = { with: 'own' } } = identity;
  const keys = await openKeys({ keychain, unpaired, vault, store, hasher, random, log });
  const { keep } = keys;
  const journal = withMark(
    namedJournal(ports.journal, () => people.actor()),
    { store: keep, clock, log },
  );
  const serverClock = createServerClock(clock);
  // Without its keychain a till does not know yet whether it is a copy.
  const maySend = () => keys.trouble === null && !forbidsSending.some(halts.has);
  const { fex, tokens, scanTokens, ...access } = openFexAccess({
    identity,
    http,
    vault,
    ownVault: watchedVault(vault, keychainIs),
    keychain,
    clock,
    serverClock,
    log,
    maySend,
    onRefused(refused) {
      if (!refused) return halts.clear('credentials-refused');
      halts.set('credentials-refused', serverClock.nowMs());
      void management.lookAtOwn();
    },
  });
  if (keys.trouble !== null) halts.set(keys.trouble, serverClock.nowMs());
  const people = createPeople({
    store,
    clock,
    serverClock,
    random,
    hasher,
    pepper: keys.pinPepper,
    idleMs: rules.lockAfterMinutes * 60_000,
    isBusy,
    onChange() {
      emit('staff.changed', people.view());
      management.personChanged();
    },
  });
  const approve = createApprove(identity, people);
  const machine = await machineDigest(ports.machineId, hasher);
  // Asked before anything is written in the place of what may be missing.
  const knowsItself = keys.trouble === null;
  const sign = await copySign({ store: keep, journal, machine, isOpen: knowsItself });
  const installation = knowsItself
    ? openInstallation(keep, random, await lostId(keep, journal))
    : closedInstallation();
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
  // Before the next: a damaged record is told apart from a copied one.
  const journalHealth = createJournalHealth({ journal, clock, serverClock, halts, log });
  if (sign === null) await takeOver.isOriginal();
  else takeOver.suspect(sign, null);

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
    maySend,
    counterId: identity.counterId,
    currency: identity.currency,
    tag,
    installation,
    onForeign: (reference) => takeOver.suspect('foreign-intent', reference.slice(-4)),
    slips: keptSlips(store, save),
    isRecovering: () => recovery.isNeeded(),
    onRebuilt: () => recovery.tell(),
    digestKey: keys.digestKey,
    capMinor: rules.capMinor,
    expiresInS: { standard: rules.standardExpiresS, reverse: rules.reverseExpiresS },
    isOffline,
    approve,
    refundLateByItself: rules.refundLateByItself,
    onChange() {
      emit('payment.changed', { ...paymentPart(), serverNowMs: serverClock.nowMs() });
      books.paymentChanged();
      management.paymentChanged();
      if (recovery.isNeeded()) recovery.tell();
    },
    onMerchantName(name) {
      if (name === merchantName) return;
      merchantName = name;
      save('merchantName', name);
      emit('counter.changed', { counter: counterView() });
    },
    onPaid: (intentId) => news.expect(intentId),
  });

  const books = createBooks({
    tools: { looker: payments.looker, fex, counterId: identity.counterId },
    journal,
    store,
    clock,
    serverClock,
    log,
    approve,
    till: () => tillOf(tag, installation),
    isBusy,
    isOffline,
    isHalted: () => halts.view() !== null,
    onChange: () => emit('books.changed', { books: books.view() }),
  });

  let wasOffline = false;
  connection.onChange((view) => {
    evidence.heardConnection(view.state);
    emit('connection.changed', { connection: view, serverNowMs: serverClock.nowMs() });
    const offline = view.state === 'offline';
    if (offline && !wasOffline) {
      // Refused keys are told of by themselves: FEX is there.
      if (!halts.has('credentials-refused')) log.warn('fex.offline');
      payments.wentOffline();
    }
    if (!offline && wasOffline) payments.cameOnline();
    wasOffline = offline;
  });
  // After a sleep nobody knows what FEX did meanwhile: everything that is open or watched is read at once.
  serverClock.onSlept((byMs) => payments.slept(byMs));
  serverClock.onSure(() => payments.timeIsSure());
  serverClock.onJump(() => void Promise.resolve().then(payments.cameOnline));
  const recovery = createRecovery({
    halts,
    takeOver,
    health: journalHealth,
    rebuild: payments.rebuild,
    serverClock,
    approve,
    onChange: (view) => emit('recovery.changed', { recovery: view }),
  });
  halts.onChange((halt) => {
    emit('halt.changed', { halt });
    recovery.look();
  });
  const evidence = createEvidence({ store, save, nowMs: serverClock.nowMs });
  tokens.onResult(evidence.heardToken);
  const secrets = createWebhookSecrets({
    vault,
    store,
    save,
    clock,
    serverClock,
    log,
    onChange: () => management.tell(),
  });
  const news = createNews({
    identity,
    door: ports.webhookDoor,
    ...{
      secrets: {
        honoured: secrets.honoured,
        verified(secret) {
          secrets.verified(secret);
          evidence.webhookVerified();
        },
      },
      store,
      hasher,
      random,
      inbox,
      http,
      clock,
      serverClock,
      log,
      fex,
      connection,
      approve,
      record,
    },
    wanted: () => ({ intentId: watcher.watching, reference: payments.sought() }),
    onWatched: payments.heardRead,
    onIntent: payments.heardIntent,
    onChange: () => emit('news.changed', { news: news.view() }),
  });
  const unpair = createUnpair({
    counterId: identity.counterId,
    keychain,
    store,
    save,
    keep,
    vault,
    journal,
    clock,
    serverClock,
    halts,
    approve,
    unlessOpen: payments.unlessOpen,
    reopen,
  });
  const own = createOwnCounter({
    counterId: identity.counterId,
    name: identity.counterName,
    location: identity.location,
    store,
    save,
    halts,
    serverClock,
    isOpen,
    wipe: unpair.asInactive,
    onChange: () => emit('counter.changed', { counter: counterView() }),
  });
  const management = createManagement({
    identity,
    platform: { http, clock, serverClock, log },
    paired: keychain && !unpaired,
    store,
    vault,
    journal,
    own,
    secrets,
    onRotated: () => void news.test(),
    approve,
    signedIn: () => people.view().signedIn?.id ?? null,
    isBusy,
    isOpen,
    onChange: (view) => emit('counters.changed', view),
  });

  const diagnostics = createDiagnosticsDesk({
    ...{ identity, clock, serverClock, fex, tokens, vault, keychain, journal, news, connection },
    network: ports.network,
    probes: ports.probes,
    isDamaged: () => journalHealth.unseen().length > 0,
    payments: () => ({
      open: isOpenView(payments.view()) ? 1 : 0,
      unsettled: payments.unsettled().length,
    }),
    halt: halts.view,
    onChange: (view) => emit('diagnostics.changed', { diagnostics: view }),
  });
  const transfer = createTransfer({
    folder: ports.settingsFolder ?? null,
    ownName: `settings-${identity.counterId.replace(/[^a-z0-9]/gi, '').slice(-8)}.json`,
    current: () => ({ currency: identity.currency, preferences: preferences.view(), rules }),
    save,
    hasher,
    approve,
    record,
    isBusy,
    reopen,
  });

  const goLive = createGoLive({
    ...{ identity, keychain, store, vault, tokens, journal, news, evidence },
    nowMs: serverClock.nowMs,
  });

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

  function isBusy(): boolean {
    return isOpenView(payments.view());
  }

  /** On the screen or not: somebody still waits for its end, or for a manager. */
  function isOpen(): boolean {
    const waiting = payments.unsettled().length > 0 || payments.lateCount() > 0;
    return isBusy() || waiting || payments.hasOpenRefund();
  }

  function isOffline(): boolean {
    return connection.view().state === 'offline';
  }

  /** A decision that is about no payment; false where it could not be written down. */
  function record(type: string, actor: Actor, body: JournalBody): Promise<boolean> {
    return journal.append([counterRow(type, actor, rowTimes(clock, serverClock), body)]).then(
      () => true,
      () => false,
    );
  }

  function counterView(): Snapshot['counter'] {
    return { name: own.name(), location: own.location(), merchantName };
  }

  function paymentPart() {
    return {
      payment: payments.view(),
      lastSale: payments.lastSale(),
      lateCount: payments.lateCount(),
      unsettled: payments.unsettled(),
      settledSlips: payments.settledSlips(),
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
      preferences: preferences.view(),
      camera: camera.view(),
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

  const { promise: painted, resolve: sayPainted } = Promise.withResolvers<{ webhookUrl: string | null }>();
  const { promise: wantsPairing, resolve: sayPair } = Promise.withResolvers<void>();
  const stopPhone = ports.phone?.onChange(() => emit('phone.changed', null)) ?? (() => {});

  const desk = createStaffDesk({
    people,
    approve,
    prove: (given) => proveMerchant(given, { identity, http, clock, serverClock, log }),
    record,
  });
  const bridge = createBridgeServer({
    origins,
    log,
    handlers: desk.lockable({
      ...desk.handlers,
      ...management.handlers,
      ...transfer,
      ...createHandlers({
        payments,
        books,
        diagnostics,
        network: createNetworkDesk({ network: ports.network, store, log, approve, record }),
        news,
        phone: ports.phone,
        qr,
        snapshot,
        canScan: scan.with !== 'none',
        takeOver: recovery.confirm,
        unpair: unpair.byManager,
        goLive: goLive.read,
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
        painted: () => sayPainted({ webhookUrl: news.url() }),
        changePreferences: preferences.change,
        chooseCamera: camera.choose,
      }),
    }),
  });

  let disposing: Promise<void> | null = null;
  async function dispose() {
    diagnostics.dispose();
    await news.dispose();
    books.dispose();
    management.dispose();
    secrets.dispose();
    connection.dispose();
    journalHealth.dispose();
    access.dispose();
    people.dispose();
    stopPhone();
    await payments.dispose();
    // Cuts what is under way; an unanswered send is in the journal and is taken up at the next start.
    await http.close();
    await journal.close();
    await keep.saved();
    events.clear();
  }

  return {
    bridge,
    painted,
    wantsPairing,
    onEvent: events.onEvent,
    get webhookUrl() {
      return news.url();
    },
    async start() {
      await payments.start();
      recovery.start();
      if (!unpaired) void secrets.start();
      await news.listen();
      connection.start();
      news.wake();
      void books.start();
      own.settled();
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

import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

/** The yardstick: one insert a message, one answer each, with the journal's own pragmas and nothing else. */
const db = new DatabaseSync(workerData.file);
db.exec('PRAGMA journal_mode = WAL');
db.exec('PRAGMA synchronous = FULL');
db.exec('PRAGMA fullfsync = ON');
db.exec('PRAGMA checkpoint_fullfsync = ON');
db.exec('CREATE TABLE bare (seq INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT');
const insert = db.prepare('INSERT INTO bare (text) VALUES (?)');
parentPort?.on('message', (text: string | null) => {
  if (text === null) {
    db.close();
    parentPort?.close();
    return;
  }
  parentPort?.postMessage(insert.run(text).lastInsertRowid);
});
parentPort?.postMessage('open');

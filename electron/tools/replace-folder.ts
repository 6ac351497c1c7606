import { mkdir, rename, rm } from 'node:fs/promises';

/**
 * Fills a folder anew, and puts it in the old one's place only when it is whole: what is interrupted or fails leaves
 * the old one as it was. The draft lies beside it, on the same disk; one that a killed run left is begun over.
 */
export async function replaceFolder(folder: string, fill: (draft: string) => Promise<void>): Promise<void> {
  const [draft, old] = [`${folder}.draft`, `${folder}.old`];
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  try {
    await fill(draft);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
  await rm(old, { recursive: true, force: true });
  await rename(folder, old).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rename(draft, folder);
  await rm(old, { recursive: true, force: true });
}

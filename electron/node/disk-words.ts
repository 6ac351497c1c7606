/** Why a file or folder could not be used, as a sentence a manager can act on. Never quotes the content. */
export function diskSentence(error: unknown, path: string): string {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  switch (code) {
    case 'ENOENT':
      return `There is no file at ${path}.`;
    case 'ENOSPC':
    case 'EDQUOT':
      return `The disk is full; nothing can be written to ${path}.`;
    case 'EROFS':
      return `The disk is read-only; nothing can be written to ${path}.`;
    case 'EACCES':
    case 'EPERM':
      return `This user may not use ${path}.`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `${path} is not a folder.`;
    case 'EISDIR':
      return `${path} is a folder, not a file.`;
    default:
      return `${path} cannot be used (${code ?? 'unknown reason'}).`;
  }
}

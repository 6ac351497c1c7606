import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'oxc-parser';

/** Reads the project's sources for tests of its shape. */

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface SourceFile {
  /** From the project's root, with slashes. */
  path: string;
  text: string;
  imports: Import[];
  hasDefaultExport: boolean;
  /** Names used of the platform, such as `Date.now` or `process`. */
  platform: string[];
}

export interface Import {
  /** As written. */
  specifier: string;
  /** From the project's root for a file of ours, else null. */
  file: string | null;
  /** `import()` at run time; types count as static. */
  dynamic: boolean;
  typeOnly: boolean;
}

export function readSources(folders: readonly string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length).replaceAll('\\', '/'))
      .sort()
      .map((path) => readSource(path, readFileSync(join(root, path), 'utf8'))),
  );
}

export function readSource(path: string, text: string): SourceFile {
  const { program, module, errors } = parseSync(basename(path), text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const imports: Import[] = [];
  const add = (specifier: string, dynamic: boolean, typeOnly: boolean) => {
    const file = specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : null;
    imports.push({ specifier, file, dynamic, typeOnly });
  };
  for (const { moduleRequest, entries } of module.staticImports) {
    add(moduleRequest.value, false, entries.length > 0 && entries.every(({ isType }) => isType));
  }
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, isType } of entries)
      if (moduleRequest) add(moduleRequest.value, false, isType);
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const written = text.slice(moduleRequest.start, moduleRequest.end);
    // A computed address could be anything, so it stands for itself and matches nothing.
    add(/^(['"]).*\1$/.test(written) ? written.slice(1, -1) : `computed: ${written}`, true, false);
  }
  const platform: string[] = [];
  walk(program, null, (node, parent) => {
    if (node.type === 'TSImportType' && isNode(node.source)) add(String(node.source.value), false, true);
    const word = platformWord(node, parent);
    if (word !== null) platform.push(word);
  });
  const bound = boundNames(program);
  const hasDefaultExport = module.staticExports.some(({ entries }) =>
    entries.some(({ exportName }) => exportName.kind === 'Default'),
  );
  return { path, text, imports, hasDefaultExport, platform: platform.filter((word) => !bound.has(word)) };
}

type Node = Record<string, unknown>;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function walk(value: unknown, parent: Node | null, see: (node: Node, parent: Node | null) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, parent, see);
  } else if (isNode(value)) {
    see(value, parent);
    for (const child of Object.values(value)) if (typeof child === 'object') walk(child, value, see);
  }
}

/** Globals that core must be handed as ports. */
const globals = new Set([
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'process',
  'Buffer',
  'crypto',
  'performance',
  'console',
  'window',
  'document',
  'require',
]);

function platformWord(node: Node, parent: Node | null): string | null {
  if (node.type === 'NewExpression' && nameOf(node.callee) === 'Date') {
    // A date made of a given number is arithmetic; one made of nothing reads the clock.
    return Array.isArray(node.arguments) && node.arguments.length > 0 ? null : 'new Date()';
  }
  if (node.type === 'MemberExpression') {
    const whole = `${nameOf(node.object)}.${nameOf(node.property)}`;
    return whole === 'Date.now' || whole === 'Math.random' ? whole : null;
  }
  if (node.type !== 'Identifier' || !globals.has(String(node.name))) return null;
  // The name of a member, a field or a parameter in a type is not the global.
  if (parent?.type === 'MemberExpression' && parent.property === node && !parent.computed) return null;
  if (parent !== null && parent.key === node && !parent.shorthand) return null;
  if (String(parent?.type).startsWith('TS')) return null;
  return String(node.name);
}

/** Names the file itself gives to a function, a variable, a parameter or an import. */
function boundNames(program: unknown): Set<string> {
  const names = new Set<string>();
  const add = (value: unknown) => names.add(nameOf(value));
  walk(program, null, (node) => {
    const { type } = node;
    if (type === 'VariableDeclarator' || String(type).endsWith('FunctionExpression')) add(node.id);
    if (type === 'FunctionDeclaration') add(node.id);
    if (String(type).startsWith('Import')) add(node.local);
    if (Array.isArray(node.params)) node.params.forEach(add);
  });
  return names;
}

function nameOf(value: unknown): string {
  return isNode(value) && value.type === 'Identifier' ? String(value.name) : '';
}

export function isKebabCase(path: string): boolean {
  return [...dirname(path).split('/'), basename(path)].every((part) =>
    /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/.test(part),
  );
}

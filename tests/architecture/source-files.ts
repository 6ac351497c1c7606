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
  const strict: string[] = [];
  walk(program, [], (node, above) => {
    if (node.type === 'TSImportType' && isNode(node.source)) add(String(node.source.value), false, true);
    const word = platformWord(node, above[0] ?? null);
    if (word !== null) platform.push(word);
    const never = strictWord(node, above[0] ?? null, above[1] ?? null);
    if (never !== null) strict.push(never);
  });
  const bound = boundNames(program);
  const hasDefaultExport = module.staticExports.some(({ entries }) =>
    entries.some(({ exportName }) => exportName.kind === 'Default'),
  );
  const used = [...strict, ...platform.filter((word) => !bound.has(word))];
  return { path, text, imports, hasDefaultExport, platform: used };
}

type Node = Record<string, unknown>;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

/** `above`: the node's parent, that one's parent, and so on. */
function walk(
  value: unknown,
  above: readonly Node[],
  see: (node: Node, above: readonly Node[]) => void,
): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, above, see);
  } else if (isNode(value)) {
    see(value, above);
    const inside = [value, ...above];
    for (const child of Object.values(value)) if (typeof child === 'object') walk(child, inside, see);
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
  'global',
  'self',
  'eval',
  'Function',
  'WebSocket',
  'XMLHttpRequest',
]);

/** TypeScript's nodes that hold a value; in all its others an identifier is the name of a type or a field. */
const valuesInTypeScript = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'TSEnumMember',
]);

function platformWord(node: Node, parent: Node | null): string | null {
  if (node.type !== 'Identifier' || !globals.has(String(node.name)) || isOnlyName(node, parent)) return null;
  const type = String(parent?.type);
  if (type.startsWith('TS') && !valuesInTypeScript.has(type)) return null;
  return String(node.name);
}

/**
 * Ways to the clock, to chance and round this very check. No name of the file's own makes them harmless: of
 * `Date` only `Date.parse(` and `Date.UTC(` are arithmetic, and of `Math` a member that is written out.
 */
function strictWord(node: Node, parent: Node | null, grandparent: Node | null): string | null {
  const name = nameOf(node);
  if (!['globalThis', 'Date', 'Intl', 'Math'].includes(name) || isOnlyName(node, parent)) return null;
  const member =
    parent?.type === 'MemberExpression' && parent.object === node && !parent.computed
      ? nameOf(parent.property)
      : '';
  if (name === 'Math') return member === '' || member === 'random' ? 'Math.random' : null;
  const called = grandparent?.type === 'CallExpression' && grandparent.callee === parent;
  if (name === 'Date' && called && (member === 'parse' || member === 'UTC')) return null;
  return name;
}

/** The name of a member or a field, which is not the global. */
function isOnlyName(node: Node, parent: Node | null): boolean {
  if (parent?.type === 'MemberExpression' && parent.property === node && !parent.computed) return true;
  return parent !== null && parent.key === node && !parent.shorthand && !parent.computed;
}

/** Names the file itself gives to a function, a variable, a parameter or an import. */
function boundNames(program: unknown): Set<string> {
  const names = new Set<string>();
  const add = (value: unknown) => names.add(nameOf(value));
  walk(program, [], (node) => {
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

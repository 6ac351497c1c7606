import type { CodeReader } from './code-reader.ts';
import type { EngineName } from './scan-messages.ts';
import { createWasmReader, type WasmPlace } from './wasm-reader.ts';

/** The better engine; the one in script where WebAssembly does not start, or its file does not load. */
export async function openReader(place: WasmPlace): Promise<{ engine: EngineName; reader: CodeReader }> {
  try {
    return { engine: 'wasm', reader: await createWasmReader(place) };
  } catch (error) {
    console.warn('WebAssembly does not start; codes are read by script.', error);
    // Half a megabyte that hardly anybody needs.
    const { createScriptReader } = await import('./script-reader.ts');
    return { engine: 'script', reader: createScriptReader() };
  }
}

import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The gallery: every screen over a made-up counter, for looking at and for pictures. */
const here = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  root: here,
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  server: { fs: { allow: [fileURLToPath(new URL('../../..', import.meta.url))] } },
  build: { outDir: process.env.GALLERY_OUT ?? 'dist', emptyOutDir: true },
});

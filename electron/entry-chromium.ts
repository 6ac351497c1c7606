import './shell-chromium/open-window.ts';

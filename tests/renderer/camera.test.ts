import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type CameraDevices, type CameraState, openCamera } from '../../renderer/scan/camera.ts';
import { anyCamera } from '../../shared/camera.ts';

/** Cameras that are plugged in and out, taken and given back. */
function fakeDevices() {
  const events = new EventTarget();
  const cameras = new Map<string, string>();
  const open = new Set<EventTarget>();
  const fake = {
    refusal: null as string | null,
    asked: 0,
    cameras,
    open,
    plug(id: string, name: string) {
      cameras.set(id, name);
      events.dispatchEvent(new Event('devicechange'));
    },
    pull(id: string) {
      cameras.delete(id);
      for (const track of open) {
        open.delete(track);
        track.dispatchEvent(new Event('ended'));
      }
      events.dispatchEvent(new Event('devicechange'));
    },
    async enumerateDevices() {
      return [...cameras].map(([deviceId, label]) => ({ kind: 'videoinput', deviceId, label }));
    },
    async getUserMedia({ video }: { video: { deviceId: { exact: string } } }) {
      fake.asked++;
      if (fake.refusal !== null) throw new DOMException('', fake.refusal);
      const track = Object.assign(new EventTarget(), { stop: () => void open.delete(track) });
      open.add(track);
      return { id: video.deviceId.exact, getTracks: () => [track], getVideoTracks: () => [track] };
    },
    addEventListener: events.addEventListener.bind(events),
    removeEventListener: events.removeEventListener.bind(events),
  };
  return fake;
}

let devices: ReturnType<typeof fakeDevices>;
let said: CameraState[];
const hear = (state: CameraState) => void said.push(state);
const last = () => said.at(-1);
const settle = () => vi.advanceTimersByTimeAsync(0);
const start = (choice = anyCamera) => openCamera(devices as unknown as CameraDevices, choice, hear);

beforeEach(() => {
  vi.useFakeTimers();
  devices = fakeDevices();
  said = [];
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

describe('a camera', () => {
  it('is on while it is wanted, and let go then', async () => {
    devices.plug('a', 'HD Webcam');
    const stop = start();
    await settle();
    expect(said.map(({ kind }) => kind)).toEqual(['starting', 'on']);
    expect(devices.open.size).toBe(1);
    stop();
    expect(devices.open.size).toBe(0);
  });

  it('is let go when it opens after nobody wants it any more', async () => {
    devices.plug('a', 'HD Webcam');
    start()();
    await settle();
    expect(devices.open.size).toBe(0);
    expect(said.map(({ kind }) => kind)).toEqual(['starting']);
  });

  it('is waited for where none is connected, and again when it is pulled out', async () => {
    const stop = start();
    await settle();
    expect(last()).toEqual({ kind: 'trouble', why: 'missing' });
    devices.plug('a', 'HD Webcam');
    await settle();
    expect(last()?.kind).toBe('on');
    devices.pull('a');
    await settle();
    expect(last()).toEqual({ kind: 'trouble', why: 'missing' });
    devices.plug('b', 'HD Webcam');
    await settle();
    expect(last()?.kind).toBe('on');
    stop();
  });

  it('that was chosen is found by its id, then by its name, and no other takes its place', async () => {
    const chosen = { ...anyCamera, device: { id: 'old', name: 'HD Webcam' } };
    devices.plug('x', 'Built-in');
    const stop = start(chosen);
    await settle();
    expect(last()).toEqual({ kind: 'trouble', why: 'chosen-missing' });
    devices.plug('new', 'HD Webcam');
    await settle();
    expect(last()).toMatchObject({ kind: 'on', stream: { id: 'new' } });
    stop();
    devices.plug('old', 'Renamed');
    const stopAgain = start(chosen);
    await settle();
    expect(last()).toMatchObject({ kind: 'on', stream: { id: 'old' } });
    stopAgain();
  });

  it('that another program has is asked for until it is free', async () => {
    devices.plug('a', 'HD Webcam');
    devices.refusal = 'NotReadableError';
    const stop = start();
    await settle();
    expect(last()).toEqual({ kind: 'trouble', why: 'busy' });
    await vi.advanceTimersByTimeAsync(6100);
    expect(devices.asked).toBe(4);
    devices.refusal = null;
    await vi.advanceTimersByTimeAsync(2000);
    expect(last()?.kind).toBe('on');
    stop();
  });

  it.each([
    ['NotAllowedError', 'denied'],
    ['OverconstrainedError', 'missing'],
  ])('that answers %s is %s, and not asked again by itself', async (refusal, why) => {
    devices.plug('a', 'HD Webcam');
    devices.refusal = refusal;
    const stop = start();
    await settle();
    expect(last()).toEqual({ kind: 'trouble', why });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(devices.asked).toBe(1);
    stop();
  });
});

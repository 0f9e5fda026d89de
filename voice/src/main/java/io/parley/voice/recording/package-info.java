/// Recordings of calls: both channels of a call are encoded, written as pages of an Ogg file and
/// handed to the store in segments while the call lasts. Start at
/// [io.parley.voice.recording.CallRecorder], which takes sound from the media clock, and
/// [io.parley.voice.recording.SegmentQueue], which waits for a slow store in its place. It knows
/// nothing of consent: a call makes a recorder when it has one.
package io.parley.voice.recording;

/// What the engines share of Reactive Streams: a queue with a subscriber behind it. Start at
/// [io.parley.voice.stream.Outlet].
package io.parley.voice.stream;

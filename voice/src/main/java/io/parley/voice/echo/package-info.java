/// Removes the echo of played sound from a leg: start at [io.parley.voice.echo.EchoCanceller].
/// Knows samples, and neither legs nor calls. Nothing here allocates per frame.
package io.parley.voice.echo;

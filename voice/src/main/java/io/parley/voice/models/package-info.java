/// The models of speech that run on this machine: fetched once, by name, version and checksum, into
/// a directory. Without them there is no voice, and all else works. Start at
/// [io.parley.voice.models.ModelFetch].
package io.parley.voice.models;

/// The encoding of messages between nodes: Jackson CBOR, with names that older and newer builds
/// share.
package io.parley.sessions.wire;

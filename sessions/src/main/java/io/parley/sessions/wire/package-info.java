/// How messages cross nodes: Jackson CBOR, by names that an older and a newer build share.
package io.parley.sessions.wire;

/// What the live page of the management port shows. Start at
/// [io.parley.http.ops.live.LiveEndpoint]; the page itself is served by the package `pages`.
package io.parley.http.ops.live;

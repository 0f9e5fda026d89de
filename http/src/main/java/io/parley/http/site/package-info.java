/// Finds the organisation whose visitor sends a request, by the address that it came to. Start at
/// [io.parley.http.site.Sites]. Knows no endpoint: pages, presentations of agents and starts of
/// sessions ask it.
package io.parley.http.site;

/// HTTP services that an OpenAPI document describes, as sources of tools. Start at
/// [io.parley.tools.openapi.OpenApiSourceKind]. A document is read with bounds, and nothing that it
/// says leads to another host than the definition's: [io.parley.tools.openapi.Server].
package io.parley.tools.openapi;

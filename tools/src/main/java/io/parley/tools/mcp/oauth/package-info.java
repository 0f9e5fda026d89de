/// OAuth 2.1 for MCP servers (MCP 2026-07-28, "Authorization"): finds the authorization server of a
/// resource (RFC 9728, RFC 8414), registers, gets tokens, renews them. Start at
/// [io.parley.tools.mcp.oauth.OAuthCredentials]. Tokens and secrets are never in a message.
package io.parley.tools.mcp.oauth;

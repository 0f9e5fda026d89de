/// The messages of the Model Context Protocol (JSON-RPC 2.0), read and written within limits, and
/// the [io.parley.tools.mcp.rpc.Channel] that carries them. Start at
/// [io.parley.tools.mcp.rpc.RpcCodec]. No sockets and no processes here.
package io.parley.tools.mcp.rpc;

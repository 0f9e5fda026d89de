package io.parley.tools.model.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage.Named;
import io.parley.core.tenant.TenantId;
import io.parley.core.text.Sha256;
import io.parley.core.tool.ToolSpec;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Stream;

/// Everything but the question that an answer depends on. Answers are shared within one space only:
/// another customer's name, another day or another version of the agent is another space.
///
/// @param knowledge version of the tenant's knowledge base
/// @param digest SHA-256 of the rest: agent, system prompt, name of the customer, greeting, tools
///   on offer, limit
record Space(TenantId tenant, long knowledge, String digest) {

  /// @param greeting what the agent said before the question; empty for nothing
  static Space of(Prompt prompt, long knowledge, String greeting) {
    var origin = prompt.origin();
    var digest = Sha256.begin();
    add(digest, origin.agent().id());
    add(digest, Integer.toString(origin.agent().version()));
    add(digest, prompt.system());
    // an answer may address the customer
    prompt.messages().stream()
        .flatMap(message -> message instanceof Named(var name) ? Stream.of(name) : Stream.empty())
        .forEach(name -> add(digest, name));
    add(digest, greeting);
    add(digest, Integer.toString(prompt.outputTokensMax()));
    // a broken tool is not offered, and "I cannot look that up" is no answer for later
    prompt.tools().stream().map(ToolSpec::name).sorted().forEach(name -> add(digest, name));
    return new Space(
        origin.session().tenant(), knowledge, HexFormat.of().formatHex(digest.digest()));
  }

  /// With its length, so that no two lists of parts look the same.
  private static void add(MessageDigest digest, String part) {
    var bytes = part.getBytes(UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    digest.update(bytes);
  }
}

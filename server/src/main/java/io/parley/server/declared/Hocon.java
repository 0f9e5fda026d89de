package io.parley.server.declared;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import io.parley.server.client.ClientFailure;
import java.io.IOException;

/// JSON objects as HOCON. Neither variables of the environment nor other files get in.
final class Hocon {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Hocon() {}

  /// @param file its name, for messages
  static ObjectNode read(String file, String text) {
    try {
      var options =
          ConfigParseOptions.defaults()
              .setSyntax(ConfigSyntax.CONF)
              .setOriginDescription(file)
              .setIncluder(new NoIncludes(file));
      var json =
          ConfigFactory.parseString(text, options)
              .resolve(ConfigResolveOptions.noSystem())
              .root()
              .render(ConfigRenderOptions.concise());
      return (ObjectNode) JSON.readTree(json);
    } catch (ConfigException e) {
      throw new ClientFailure(0, e.getMessage(), e);
    } catch (IOException e) {
      throw new IllegalStateException("rendered HOCON is no JSON (expected: an object)", e);
    }
  }

  /// Ends with a line feed; [#read] gives the same object.
  static String write(ObjectNode object) {
    var options = ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON);
    var text =
        ConfigFactory.parseString(object.toString(), options)
            .root()
            .render(
                ConfigRenderOptions.defaults()
                    .setJson(false)
                    .setOriginComments(false)
                    .setComments(false));
    return text.endsWith("\n") ? text : text + "\n";
  }
}

package io.parley.voice.sip.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.InitialDirContext;

/// The JDK's client of the DNS, with the servers of this machine. Addresses are asked of the system
/// instead, which also knows its own list of hosts. It does not tell how long answers hold.
public final class JndiDns implements Dns {
  private static final int RECORDS_MAX = 64;
  private static final String RETRIES = "2";

  /// Names within the DNS may begin with an underscore. Anything else, such as `ldap://…`, which an
  /// answer could hold, would lead JNDI to other servers than the DNS.
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63}){0,30}\\.?");

  // the interface asks for this type
  @SuppressWarnings("JdkObsolete")
  private final Hashtable<String, String> environment = new Hashtable<>();

  /// @param servers such as `dns://192.0.2.53`; `dns:` for those of this machine
  /// @param timeout of the first attempt; each further one gets twice as long
  public JndiDns(String servers, Duration timeout) {
    environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
    environment.put(Context.PROVIDER_URL, servers);
    environment.put("com.sun.jndi.dns.timeout.initial", Long.toString(timeout.toMillis()));
    environment.put("com.sun.jndi.dns.timeout.retries", RETRIES);
  }

  @Override
  public List<Naptr> naptr(String name) throws IOException {
    return records(name, "NAPTR").stream().map(JndiDns::naptrOf).flatMap(Optional::stream).toList();
  }

  @Override
  public List<Srv> srv(String name) throws IOException {
    return records(name, "SRV").stream().map(JndiDns::srvOf).flatMap(Optional::stream).toList();
  }

  @Override
  public List<InetAddress> addresses(String name) throws IOException {
    if (!NAME.matcher(name).matches()) return List.of();
    try {
      return List.of(InetAddress.getAllByName(name));
    } catch (UnknownHostException _) {
      return List.of();
    }
  }

  // the names are of one form, and the DNS answers with texts
  @SuppressWarnings("BanJNDI")
  private List<String> records(String name, String type) throws IOException {
    if (!NAME.matcher(name).matches()) return List.of();
    try {
      var context = new InitialDirContext(environment);
      try {
        var found = new ArrayList<String>();
        var attribute = context.getAttributes(name, new String[] {type}).get(type);
        for (int i = 0; attribute != null && i < Math.min(attribute.size(), RECORDS_MAX); i++)
          found.add(attribute.get(i).toString());
        return found;
      } finally {
        context.close();
      }
    } catch (NameNotFoundException _) {
      return List.of();
    } catch (NamingException e) {
      throw new IOException("the DNS does not answer for %s of %s".formatted(type, name), e);
    }
  }

  /// `10 20 s SIP+D2U "" _sip._udp.example.org.`, as the JDK writes it: one with a rule for
  /// rewriting is none for us.
  static Optional<Naptr> naptrOf(String text) {
    var parts = text.split(" ", -1);
    if (parts.length != 6 || !parts[4].equals("\"\"")) return Optional.empty();
    try {
      return Optional.of(
          new Naptr(
              Integer.parseInt(parts[0]),
              Integer.parseInt(parts[1]),
              parts[2],
              parts[3],
              plain(parts[5])));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  /// `10 60 5060 sip1.example.org.`
  static Optional<Srv> srvOf(String text) {
    var parts = text.split(" ", -1);
    if (parts.length != 4) return Optional.empty();
    try {
      return Optional.of(
          new Srv(
              Integer.parseInt(parts[0]),
              Integer.parseInt(parts[1]),
              Integer.parseInt(parts[2]),
              plain(parts[3])));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static String plain(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}

package io.parley.core.speech.spelling;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The words by which people spell in a language.
///
/// @param letters names of letters and digits, as recognisers write them
/// @param signs of addresses
/// @param likes words between a letter and a word that begins with it: "A as in Anna"
/// @param twice a letter follows that is doubled
/// @param words letters that are words, too: "I", "a"
/// @param mail words that announce an address
/// @param isDoubleUALetter whether "double u" is a W
/// @param misheard other words that recognisers write for a letter: only between letters, and only
///   where somebody spells
// one more than STYLE allows: all of them are words of one language
record Alphabet(
    Map<String, String> letters,
    Map<String, String> signs,
    List<List<String>> likes,
    Set<String> twice,
    Set<String> words,
    Set<String> mail,
    boolean isDoubleUALetter,
    Map<String, String> misheard) {

  private static final Set<String> KNOWN_ENDS =
      Set.of(
          "com", "org", "net", "info", "de", "at", "ch", "es", "fr", "it", "nl", "eu", "uk", "us",
          "io", "biz", "edu", "gov", "mx", "ar", "cl", "si", "pt", "pl", "example");

  private static final Alphabet ENGLISH =
      new Alphabet(
          table(
              "bee=b be=b cee=c see=c sea=c dee=d ef=f eff=f gee=g aitch=h jay=j kay=k el=l ell=l"
                  + " em=m en=n oh=o pee=p pea=p cue=q queue=q ar=r are=r es=s ess=s tee=t tea=t"
                  + " you=u vee=v ex=x why=y wye=y zee=z zed=z zero=0 one=1 two=2 three=3 four=4"
                  + " five=5 six=6 seven=7 eight=8 nine=9"),
          table("at=@ dot=. period=. dash=- hyphen=- minus=- underscore=_ plus=+"),
          List.of(List.of("as", "in"), List.of("is", "for"), List.of("like"), List.of("for")),
          Set.of("double"),
          Set.of("a", "i", "o"),
          Set.of("mail", "e-mail", "email"),
          true,
          table("and=n an=n end=n in=n am=m him=m hey=a ay=a eh=a eye=i aye=i"));
  private static final Alphabet GERMAN =
      new Alphabet(
          table(
              "ah=a be=b ce=c ze=c de=d eh=e ef=f eff=f ge=g ha=h jot=j ka=k el=l ell=l em=m en=n"
                  + " oh=o pe=p ku=q er=r es=s ess=s te=t uh=u vau=v fau=v we=w ix=x ypsilon=y"
                  + " zet=z zett=z eszett=ß null=0 eins=1 zwei=2 zwo=2 drei=3 vier=4 fünf=5 sechs=6"
                  + " sieben=7 acht=8 neun=9"),
          table("at=@ ät=@ klammeraffe=@ punkt=. dot=. bindestrich=- minus=- unterstrich=_ plus=+"),
          List.of(List.of("wie", "in"), List.of("wie")),
          Set.of("doppel", "doppelt"),
          Set.of(),
          Set.of("mail", "e-mail", "email", "mailadresse", "e-mail-adresse"),
          false,
          Map.of());
  private static final Alphabet SPANISH =
      new Alphabet(
          table(
              "be=b ce=c de=d efe=f ge=g hache=h jota=j ka=k ele=l eme=m ene=n eñe=ñ pe=p cu=q"
                  + " erre=r ere=r ese=s te=t uve=v equis=x ye=y zeta=z cero=0 uno=1 dos=2 tres=3"
                  + " cuatro=4 cinco=5 seis=6 siete=7 ocho=8 nueve=9"),
          table("arroba=@ punto=. guion=- guión=- subrayado=_"),
          List.of(List.of("como", "en"), List.of("como"), List.of("de")),
          Set.of("doble"),
          Set.of("a", "e", "o", "u", "y"),
          Set.of("correo", "mail", "e-mail", "email"),
          true,
          Map.of());

  /// By language; other languages use the English one.
  static final Map<String, Alphabet> KNOWN = Map.of("en", ENGLISH, "de", GERMAN, "es", SPANISH);

  /// The words for a dot in all languages.
  static final List<String> DOTS =
      KNOWN.values().stream()
          .flatMap(alphabet -> alphabet.signs().entrySet().stream())
          .filter(sign -> sign.getValue().equals("."))
          .map(Map.Entry::getKey)
          .distinct()
          .toList();

  static Alphabet of(String language) {
    return KNOWN.getOrDefault(language, ENGLISH);
  }

  static boolean isKnownEnd(String end) {
    return KNOWN_ENDS.contains(end);
  }

  /// The word for a sign, for reading it back.
  String name(String sign) {
    return signs.entrySet().stream()
        .filter(entry -> entry.getValue().equals(sign))
        .map(Map.Entry::getKey)
        .min(Comparator.comparingInt(Alphabet::order))
        .orElse(sign);
  }

  /// Of several names of a sign the one that is said most.
  private static int order(String name) {
    int at =
        List.of("ät", "at", "punkt", "dot", "arroba", "punto", "bindestrich", "dash", "guion")
            .indexOf(name);
    return at < 0 ? Integer.MAX_VALUE : at;
  }

  private static Map<String, String> table(String entries) {
    var table = new HashMap<String, String>();
    for (var entry : entries.split(" ", -1)) {
      int at = entry.indexOf('=');
      table.put(entry.substring(0, at), entry.substring(at + 1));
    }
    return Collections.unmodifiableMap(table);
  }
}

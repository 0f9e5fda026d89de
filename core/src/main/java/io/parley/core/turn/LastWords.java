package io.parley.core.turn;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// Whether words are whole although their last one usually demands more: "yes, it is", "weil sie
/// kaputt ist", "elle ne marche pas". A language that is not listed has no such ends.
enum LastWords {
  UNKNOWN {
    @Override
    Verdict judge(Said said) {
      return Verdict.MORE;
    }
  },

  ENGLISH {
    private static final Set<String> WHOLE =
        words(
            "why not,maybe not,perhaps not,probably not,rather not,better not,absolutely not,"
                + "definitely not,certainly not,guess not,very well,works well,worked well,went"
                + " well,doing well,or so,by then,back then,okay then,ok then,right then,alright"
                + " then,fine then,so do i,so am i,neither do i,neither am i");
    private static final Set<String> ANSWERS = words("yes,yeah,yep,no,nope,oh,sure");
    private static final Set<String> PERSONS =
        words("i,you,we,they,he,she,it,im,its,theyre,youre,hes,shes");
    private static final Set<String> SUBJECTS = words("i,you,we,they,he,she,it,that,there");
    private static final Set<String> VERBS = words("is,are,was,were,am,do,does,did,has,have,had");
    private static final Set<String> CONTRACTED = words("im,its,thats,theyre,youre,hes,shes");

    // Clauses after them have their object before them: "what I asked for".
    private static final Set<String> OBJECTS = words("what,who,whom,which");

    private static final Set<String> PREPOSITIONS =
        words("to,of,for,from,in,on,at,by,about,with,without,like");
    private static final Set<String> PLACES = words("where,when,how,who,why,whether");
    private static final Set<String> ARTICLES =
        words("the,a,an,my,your,our,this,that,these,those,his,her,their");

    // After these a question word is an answer.
    private static final Set<String> IGNORANCE =
        words(
            "dont know,not know,not sure,no idea,dont remember,not remember,cant remember,cannot"
                + " remember");

    @Override
    Verdict judge(Said said) {
      var words = said.words();
      int last = words.size() - 1;
      if (SpokenGrammar.endsIn(WHOLE, words, 2)) return said.whenEnded(Verdict.WHOLE);
      // "where my order is", but not "how much is" and "what I want is"
      boolean isInnerQuestion =
          last >= 2
              && PLACES.contains(words.getFirst())
              && VERBS.contains(words.get(last))
              && (ARTICLES.contains(words.get(1))
                  || SUBJECTS.contains(words.get(1))
                  || PERSONS.contains(words.get(last - 1)));
      if (isInnerQuestion) return Verdict.WHOLE;
      int subject = subjectOf(words);
      if (subject >= 0) {
        // "that is" may begin a sentence
        boolean isPerson = PERSONS.contains(words.get(subject));
        boolean isAnswer = subject > 0 && ANSWERS.containsAll(words.subList(0, subject));
        if (isAnswer && isPerson) return Verdict.WHOLE;
        return isAnswer || isPerson ? said.whenEnded(Verdict.UNCERTAIN) : Verdict.MORE;
      }
      boolean isUnsure = last > 0 && SpokenGrammar.endsIn(IGNORANCE, words.subList(0, last), 2);
      return isUnsure || isStranded(words) ? said.whenEnded(Verdict.UNCERTAIN) : Verdict.MORE;
    }

    // Where a subject with its verb alone, or its "not", ends the words: "it is", "I'm not".
    private static int subjectOf(List<String> words) {
      int last = words.size() - 1;
      boolean isDenied = words.getLast().equals("not");
      if (isDenied && last > 0 && CONTRACTED.contains(words.get(last - 1))) return last - 1;
      int verb = isDenied ? last - 1 : last;
      boolean isEcho =
          verb > 0 && VERBS.contains(words.get(verb)) && SUBJECTS.contains(words.get(verb - 1));
      return isEcho ? verb - 1 : -1;
    }

    private static boolean isStranded(List<String> words) {
      int last = words.size() - 1;
      return PREPOSITIONS.contains(words.get(last))
          && IntStream.range(0, last - 2)
              .anyMatch(
                  at -> OBJECTS.contains(words.get(at)) && SUBJECTS.contains(words.get(at + 1)));
    }
  },

  GERMAN {
    private static final Set<String> WHOLE =
        words(
            "das bin ich,das war ich,das weiß ich,glaube ich,glaub ich,denke ich,hoffe ich,meine"
                + " ich");
    private static final Set<String> COPULAS = words("ist,sind,war,waren");
    private static final Set<String> SUBORDINATORS =
        words("weil,dass,wenn,ob,obwohl,da,damit,falls,sobald,solange,bis,als");
    private static final Set<String> PLACES = words("wo,wann,wie,wer,warum,ob,wohin");
    private static final Set<String> RELATIVES =
        words("der,die,das,den,dem,welche,welcher,welches");
    private static final Set<String> ARTICLES =
        words(
            "der,die,das,den,dem,ein,eine,einen,mein,meine,meinen,ihr,ihre,unser,unsere,dieser,diese,dieses");
    private static final Set<String> PRONOUNS = words("ich,sie,er,es,wir,das,man");

    // The second half of a verb comes last.
    private static final Map<String, Set<String>> HALVES =
        Map.of(
            "an",
                words(
                    "geht,gehen,ging,kommt,kommen,kam,kamen,springt,sprang,rufe,rufen,ruft,fängt,schaltet,schalten,melde,melden,nehme,nehmen"),
            "auf", words("geht,gehen,ging,hört,hören,mache,machen,gebe,geben,lege,legen,gibt"),
            "aus",
                words(
                    "geht,gehen,ging,schaltet,schalten,sieht,sehen,sah,fällt,fiel,reicht,mache,machen,logge"),
            "ein", words("schaltet,schalten,schalte,logge,loggen,zahle,zahlen,richte,richten"),
            "mit", words("nehme,nehmen,kommt,kam,teilen,teile,schicke,schicken,mache,machen"),
            "zu", words("geht,gehen,ging,stimme,stimmt,schicken,schicke,senden,sende,trifft,höre"),
            "bei", words("liegt,lag,liegen,lagen,lege,legen,trage,tragen"));

    @Override
    Verdict judge(Said said) {
      var words = said.words();
      var end = words.getLast();
      if (SpokenGrammar.endsIn(WHOLE, words, 2)) return said.whenEnded(Verdict.WHOLE);
      if (COPULAS.contains(end)) return verbLast(said);
      var verbs = HALVES.getOrDefault(end, Set.of());
      boolean isHalf = words.stream().limit(words.size() - 1L).anyMatch(verbs::contains);
      return isHalf ? said.whenEnded(Verdict.WHOLE) : Verdict.MORE;
    }

    // The verb ends a subordinate clause, and so does what it tells: "weil sie kaputt ist", but
    // not "weil meine Bestellung ist".
    private static Verdict verbLast(Said said) {
      var words = said.words();
      int last = words.size() - 1;
      boolean isInnerQuestion =
          last >= 2
              && PLACES.contains(words.getFirst())
              && (ARTICLES.contains(words.get(1)) || PRONOUNS.contains(words.get(1)));
      int from = last;
      while (from >= 0 && !SUBORDINATORS.contains(words.get(from))) from--;
      boolean isClause =
          from >= 0
              && words.subList(from + 1, last).stream()
                      .filter(Predicate.not(ARTICLES::contains))
                      .count()
                  >= 2;
      if (isInnerQuestion || isClause) return Verdict.WHOLE;
      // "die zu groß sind", and "die Lampe ist", which is no end
      var clause = said.clause();
      boolean isRelative =
          clause.size() > 2
              && clause.size() < words.size()
              && RELATIVES.contains(clause.getFirst());
      return isRelative ? said.whenEnded(Verdict.UNCERTAIN) : Verdict.MORE;
    }
  },

  SPANISH {
    private static final Set<String> WHOLE = words("lo es,lo son,así es");
    private static final Set<String> UNCERTAIN =
        words("eso es,cuánto es,cuánto son,qué es,quién es,quiénes son,cómo es,cómo son,hora es");

    @Override
    Verdict judge(Said said) {
      if (SpokenGrammar.endsIn(WHOLE, said.words(), 2)) return said.whenEnded(Verdict.WHOLE);
      return SpokenGrammar.endsIn(UNCERTAIN, said.words(), 2)
          ? said.whenEnded(Verdict.UNCERTAIN)
          : Verdict.MORE;
    }
  },

  FRENCH {
    private static final Set<String> NEGATIONS = words("ne,n");

    @Override
    Verdict judge(Said said) {
      var words = said.words();
      int last = words.size() - 1;
      if (!words.get(last).equals("pas") || last == 0) return Verdict.MORE;
      // a verb is between the two
      boolean isDenied =
          IntStream.range(0, last - 1).anyMatch(at -> NEGATIONS.contains(words.get(at)));
      return said.whenEnded(isDenied ? Verdict.WHOLE : Verdict.UNCERTAIN);
    }
  };

  private static final Map<String, LastWords> KNOWN =
      Map.of("en", ENGLISH, "de", GERMAN, "es", SPANISH, "fr", FRENCH);

  /// The demand of the last word.
  enum Verdict {
    /// More must come: "my order is".
    MORE,
    /// More may come.
    UNCERTAIN,
    /// Nothing.
    WHOLE
  }

  /// @param words of all that was said; @param clause those after the last comma between words
  /// @param isEnded whether the engine put a full stop
  record Said(List<String> words, List<String> clause, boolean isEnded) {
    Said {
      words = List.copyOf(words);
      clause = List.copyOf(clause);
    }

    /// Without a full stop even such words demand more.
    Verdict whenEnded(Verdict verdict) {
      return isEnded ? verdict : Verdict.MORE;
    }
  }

  /// @param said ends in a word that usually demands more
  abstract Verdict judge(Said said);

  /// @param tag a BCP 47 tag; only its language counts
  static LastWords of(String tag) {
    return KNOWN.getOrDefault(Locale.forLanguageTag(tag).getLanguage(), UNKNOWN);
  }

  private static Set<String> words(String commaSeparated) {
    return Set.of(commaSeparated.split(","));
  }
}

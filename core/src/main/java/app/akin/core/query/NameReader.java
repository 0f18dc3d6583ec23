package app.akin.core.query;

import app.akin.core.query.FactValue.Near;
import app.akin.core.query.Match.Reading;
import app.akin.core.query.NameTable.Found;
import app.akin.core.query.Vocabulary.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads names that the library holds: cameras, lenses, places.
final class NameReader {
  private static final Set<String> NEAR = Set.of("near", "around");
  private static final Set<String> PLACE_MARKERS = Set.of("in", "near", "at", "around", "from");
  private static final Set<String> OF = Set.of("of", "the", "a", "de");
  private static final Set<String> TAKEN = Set.of("taken", "shot");
  private static final Set<String> CAMERA_MARKERS = Set.of("on", "with");
  private static final Set<String> DETERMINERS = Set.of("a", "an", "the", "my", "our");
  private static final Set<String> LENS = Set.of("lens", "lenses");
  private static final Pattern KILOMETRES = Pattern.compile("(\\d{1,4}(?:\\.\\d)?)(km)?");
  private static final int AREAS = 2;

  private final Line line;
  private final LibraryNames names;
  private final EverydayWords everyday;

  NameReader(Line line, LibraryNames names, EverydayWords everyday) {
    this.line = line;
    this.names = names;
    this.everyday = everyday;
  }

  /// A name with whether a marker before it makes a plain word after it harmless.
  record Named(Match match, boolean free) {}

  /// Returns the longest name that begins at a token; null if none does.
  @Nullable Named read(int i) {
    if (!line.isWord(i)) {
      return null;
    }
    if (line.word(i).equals("within")) {
      return within(i);
    }
    if (line.isOneOf(i, NEAR)) {
      return near(i);
    }
    if (isGluedBefore(i)) {
      return null;
    }
    return longer(longer(camera(i), lens(i)), place(i));
  }

  private static @Nullable Named longer(@Nullable Named one, @Nullable Named other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return other.match().to() > one.match().to() ? other : one;
  }

  private boolean isGluedBefore(int i) {
    if (i == 0 || !line.isGlued(i)) {
      return false;
    }
    return switch (line.at(i - 1).kind()) {
      case SYMBOL, SIGN, WORD, ESCAPED, KEPT, FILE -> true;
      case PUNCTUATION -> line.isSign(i - 1, "-/_.:'") && i > 1 && line.isGlued(i - 1);
      case HAN, STARS, TAG, QUOTED, FIELD, MINUS, BAR -> false;
    };
  }

  private @Nullable Named camera(int i) {
    Found<LibraryNames.CameraName> found = names.cameras().find(line, i);
    if (found == null) {
      return null;
    }
    int to = found.to();
    int article = line.isOneOf(i - 1, DETERMINERS) ? i - 1 : i;
    boolean marked = line.isOneOf(article - 1, CAMERA_MARKERS) && line.isOneOf(article - 2, TAKEN);
    Match match =
        Match.of(
                Reading.NAME,
                i,
                to,
                FactField.CAMERA,
                line.folded()
                    .substring(line.at(i).start(), line.at(to - 1).end())
                    .replaceAll("\\s+", " "))
            .cutFrom(marked ? article : i);
    if (to == i + 1 && everyday.isCamera(line.at(i).key())) {
      return new Named(marked ? match : match.as(Reading.OFFER), false);
    }
    return new Named(match, marked);
  }

  private @Nullable Named lens(int i) {
    Found<Boolean> found = names.lenses().find(line, i);
    if (found == null) {
      return null;
    }
    String text =
        line.folded()
            .substring(line.at(i).start(), line.at(found.to() - 1).end())
            .replaceAll("\\s+", " ");
    int to = line.isOneOf(found.to(), LENS) ? found.to() + 1 : found.to();
    Match match = Match.of(Reading.NAME, i, to, FactField.LENS, text);
    boolean ordinary = to == i + 1 && everyday.isCamera(line.at(i).key());
    return new Named(ordinary ? match.as(Reading.OFFER) : match, false);
  }

  /// A place of a line.
  ///
  /// @param place the most populous place of the name
  /// @param to token after its name and area
  /// @param qualified whether its region or country follows
  private record Located(Place place, int to, boolean qualified) {}

  private @Nullable Located locate(int i) {
    Found<Place> found = names.places().find(line, i);
    if (found == null) {
      return null;
    }
    List<Place> candidates = found.named();
    int to = found.to();
    boolean qualified = false;
    for (int areas = 0; areas < AREAS; areas++) {
      int next = line.isSign(to, ",，") ? to + 1 : to;
      Found<String> area = names.areas().find(line, next);
      List<Place> within = area == null ? List.of() : within(candidates, area.named());
      if (area == null || within.isEmpty()) {
        break;
      }
      candidates = within;
      to = area.to();
      qualified = true;
    }
    return new Located(candidates.getFirst(), to, qualified);
  }

  /// Returns the places that are in one of some regions or countries.
  static List<Place> within(List<Place> places, List<String> areas) {
    Set<String> wanted = new HashSet<>(areas);
    List<Place> within = new ArrayList<>();
    for (Place place : places) {
      boolean region = place.kind() == Place.Kind.CITY && wanted.contains(place.region());
      boolean country = place.kind() != Place.Kind.COUNTRY && wanted.contains(place.country());
      if (region || country) {
        within.add(place);
      }
    }
    return within;
  }

  private @Nullable Named place(int i) {
    Located located = locate(i);
    if (located == null) {
      return null;
    }
    Match match = Match.of(Reading.NAME, i, located.to(), FactField.PLACE, located.place().id());
    String key = key(i, located.to());
    boolean marked = line.isOneOf(i - 1, PLACE_MARKERS);
    if (!located.qualified() && everyday.isPlace(key)) {
      boolean in = line.word(i - 1).equals("in") && !everyday.isNearOnly(key);
      return new Named(in ? match : match.as(Reading.OFFER), false);
    }
    return new Named(isPartOfPhrase(i) ? match.as(Reading.OFFER) : match, marked);
  }

  private String key(int from, int to) {
    StringBuilder key = new StringBuilder();
    for (int i = from; i < to; i++) {
      key.append(line.at(i).key());
    }
    return key.toString();
  }

  /// Returns whether "of", "the", "a" or "de" stands before a place without a photo word before it.
  private boolean isPartOfPhrase(int i) {
    if (!line.isOneOf(i - 1, OF)) {
      return false;
    }
    int before = i - 2;
    if (line.word(i - 1).equals("the") && line.word(before).equals("of")) {
      before--;
    }
    return !line.isPhotoWord(before);
  }

  /// Reads "near berlin" and "around berlin".
  private @Nullable Named near(int i) {
    Located located = locate(i + 1);
    if (located == null) {
      return null;
    }
    Place place = located.place();
    boolean ordinary = !located.qualified() && everyday.isPlace(key(i + 1, located.to()));
    if (line.word(i).equals("near")) {
      Match match =
          Match.of(
              Reading.NAME,
              i,
              located.to(),
              FactField.NEAR,
              new Near(place.id(), Scalars.NEAR_KILOMETRES));
      return new Named(match, !ordinary);
    }
    Match match = Match.of(Reading.NAME, i, located.to(), FactField.PLACE, place.id());
    return ordinary ? null : new Named(match, true);
  }

  /// Reads "within 20 km of berlin".
  private @Nullable Named within(int i) {
    Matcher distance = KILOMETRES.matcher(line.word(i + 1));
    if (!distance.matches()) {
      return null;
    }
    boolean unit = distance.group(2) != null;
    int of = unit ? i + 2 : i + 3;
    boolean kilometres = unit || line.isOneOf(i + 2, Set.of("km", "kilometers", "kilometres"));
    double number = Double.parseDouble(distance.group(1));
    if (!kilometres || number <= 0 || !line.isOneOf(of, Set.of("of", "around", "from"))) {
      return null;
    }
    Located located = locate(of + 1);
    return located == null
        ? null
        : new Named(
            Match.of(
                Reading.NAME,
                i,
                located.to(),
                FactField.NEAR,
                new Near(located.place().id(), number)),
            true);
  }

  /// Returns the keyword, the folder and the collection that a token begins the name of.
  List<Match> offers(int i) {
    if (line.at(i).key().isEmpty() || isGluedBefore(i)) {
      return List.of();
    }
    List<Match> offers = new ArrayList<>();
    Found<String> keyword = names.keywords().find(line, i);
    if (keyword != null) {
      offers.add(
          Match.of(Reading.OFFER, i, keyword.to(), FactField.TAG, keyword.named().getFirst()));
    }
    Found<String> folder = names.folders().find(line, i);
    if (folder != null) {
      offers.add(
          Match.of(Reading.OFFER, i, folder.to(), FactField.FOLDER, folder.named().getFirst()));
    }
    Found<String> collection = names.collections().find(line, i);
    if (collection != null) {
      String name = collection.named().getFirst();
      offers.add(Match.of(Reading.OFFER, i, collection.to(), FactField.COLLECTION, name));
    }
    return offers;
  }
}

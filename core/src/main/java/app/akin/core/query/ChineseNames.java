package app.akin.core.query;

import app.akin.core.query.FactValue.Near;
import app.akin.core.query.Match.Reading;
import app.akin.core.query.NameTable.Found;
import app.akin.core.query.Vocabulary.Place;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads names of cameras and places in Chinese.
final class ChineseNames {
  private static final HanPattern NEAR =
      HanPattern.of("附", "附近(?:(?<km>\\d{1,4})(?:公里|千米)(?:以?内)?)?");
  private static final int LONGEST_MAKE = 4;
  private static final int LONGEST_MODEL = 6;
  private static final CharSet MAKE_BEGINNINGS =
      new CharSet(
          LibraryNames.CHINESE_MAKES.keySet().stream()
              .map(make -> make.substring(0, 1))
              .collect(Collectors.joining()));

  /// Makes that are also ordinary words: they need "拍" or "手机" behind them.
  private static final Set<String> EVERYDAY_MAKES = Set.of("苹果", "小米", "三星", "松下");

  private final Line line;
  private final LibraryNames names;

  ChineseNames(Line line, LibraryNames names) {
    this.line = line;
    this.names = names;
  }

  /// Returns the make, with a model, that begins at a token; null if none does.
  @Nullable Match camera(int i) {
    int start = line.at(i).start();
    if (!MAKE_BEGINNINGS.has(line.folded().charAt(start))) {
      return null;
    }
    for (int length = LONGEST_MAKE; length >= 2; length--) {
      int end = start + length;
      if (end > line.folded().length()) {
        continue;
      }
      String name = line.folded().substring(start, end);
      String make = LibraryNames.CHINESE_MAKES.get(name);
      int to = line.tokenAfter(end);
      if (make != null && to > 0 && names.isHeldMake(name)) {
        Match model = model(i, make, to);
        if (model != null) {
          return model;
        }
        boolean phone = line.folded().startsWith("手机", end);
        boolean camera = line.folded().startsWith("相机拍", end);
        int after = phone || camera ? to + 2 : to;
        boolean taken = line.folded().startsWith("拍", end);
        boolean word = EVERYDAY_MAKES.contains(name) && !phone && !taken;
        return Match.of(word ? Reading.OFFER : Reading.NAME, i, after, FactField.CAMERA, make);
      }
    }
    return null;
  }

  /// Reads "尼康z6": a make before the words of a model.
  private @Nullable Match model(int i, String make, int next) {
    StringBuilder key = new StringBuilder(make);
    int to = 0;
    for (int j = next; j < next + LONGEST_MODEL && line.isWord(j); j++) {
      key.append(line.at(j).key());
      to = names.cameras().named(key.toString()).isEmpty() ? to : j + 1;
    }
    return to == 0
        ? null
        : Match.of(
            Reading.NAME,
            i,
            to,
            FactField.CAMERA,
            make
                + " "
                + line.folded()
                    .substring(line.at(next).start(), line.at(to - 1).end())
                    .replaceAll("\\s+", " "));
  }

  /// Returns the place whose name begins at a token, with its country and distance; null if none.
  @Nullable Match place(int i) {
    Found<Place> found = names.places().find(line, i);
    if (found == null) {
      return null;
    }
    Place place = found.named().getFirst();
    Match within = within(i, place, found.to());
    if (within != null) {
      return within;
    }
    Match qualified = qualified(i, found);
    if (qualified != null) {
      return qualified;
    }
    Matcher near = NEAR.at(line, found.to());
    if (near != null && line.isGlued(found.to())) {
      double kilometres =
          near.group("km") == null
              ? Scalars.NEAR_KILOMETRES
              : Math.max(1, Integer.parseInt(near.group("km")));
      return Match.of(
          Reading.FORM,
          i,
          line.tokenAfter(near.end()),
          FactField.NEAR,
          new Near(place.id(), kilometres));
    }
    return Match.of(Reading.NAME, i, found.to(), FactField.PLACE, place.id());
  }

  /// Reads "法国巴黎": a country or region directly before a place in it.
  private @Nullable Match within(int i, Place area, int next) {
    Found<Place> found = line.isGlued(next) ? names.places().find(line, next) : null;
    if (found == null) {
      return null;
    }
    return found.named().stream()
        .filter(
            place ->
                !place.equals(area)
                    && (place.country().equals(area.name()) || place.region().equals(area.name())))
        .findFirst()
        .map(place -> Match.of(Reading.NAME, i, found.to(), FactField.PLACE, place.id()))
        .orElse(null);
  }

  /// Reads "东京,日本": a place before its region or country.
  private @Nullable Match qualified(int i, Found<Place> places) {
    int comma = places.to();
    Found<String> areas = line.isSign(comma, ",，") ? names.areas().find(line, comma + 1) : null;
    if (areas == null) {
      return null;
    }
    return NameReader.within(places.named(), areas.named()).stream()
        .findFirst()
        .map(place -> Match.of(Reading.NAME, i, areas.to(), FactField.PLACE, place.id()))
        .orElse(null);
  }
}

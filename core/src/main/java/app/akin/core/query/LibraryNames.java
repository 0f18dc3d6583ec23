package app.akin.core.query;

import app.akin.core.query.Vocabulary.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The names of a library by which lines are searched: built once from its vocabulary.
final class LibraryNames {
  private static final Set<String> COMPANY =
      Set.of(
          "corporation",
          "corp",
          "company",
          "co",
          "inc",
          "ltd",
          "ag",
          "gmbh",
          "electronics",
          "optical",
          "imaging",
          "camera",
          "techwin",
          "digital",
          "computer");

  /// Chinese names of makes, each with the English one.
  static final Map<String, String> CHINESE_MAKES =
      Map.ofEntries(
          Map.entry("佳能", "canon"),
          Map.entry("尼康", "nikon"),
          Map.entry("索尼", "sony"),
          Map.entry("富士", "fujifilm"),
          Map.entry("苹果", "apple"),
          Map.entry("三星", "samsung"),
          Map.entry("大疆", "dji"),
          Map.entry("徕卡", "leica"),
          Map.entry("宾得", "pentax"),
          Map.entry("奥林巴斯", "olympus"),
          Map.entry("松下", "panasonic"),
          Map.entry("柯达", "kodak"),
          Map.entry("华为", "huawei"),
          Map.entry("小米", "xiaomi"),
          Map.entry("谷歌", "google"),
          Map.entry("宝丽来", "polaroid"),
          Map.entry("哈苏", "hasselblad"),
          Map.entry("理光", "ricoh"),
          Map.entry("适马", "sigma"));

  private static final Pattern SEPARATORS = Pattern.compile("[\\s,()]+");

  private static final int SHORTEST_MODEL = 3;
  private static final int SHORTEST_LENS = 4;

  /// What of a camera is named.
  ///
  /// @param word whether it is the make or the first word of the model alone
  record CameraName(boolean word) {}

  private final NameTable<CameraName> cameras = new NameTable<>();
  private final NameTable<Boolean> lenses = new NameTable<>();
  private final NameTable<Place> places = new NameTable<>();
  private final NameTable<String> keywords = new NameTable<>();
  private final NameTable<String> folders = new NameTable<>();
  private final NameTable<String> collections = new NameTable<>();

  /// Regions and countries by their names in any language, as keys.
  private final NameTable<String> areas = new NameTable<>();

  private final Set<String> folderKeys = new HashSet<>();
  private final Set<String> chineseMakes = new HashSet<>();

  LibraryNames(Vocabulary vocabulary) {
    vocabulary.cameras().forEach(this::addCamera);
    vocabulary.lenses().forEach(this::addLens);
    byPopulation(vocabulary.places()).forEach(this::addPlace);
    vocabulary.keywords().forEach(keyword -> keywords.add(keyword, keyword));
    vocabulary.folders().forEach(this::addFolder);
    vocabulary.collections().forEach(name -> collections.add(name, name));
    CHINESE_MAKES.forEach(
        (chinese, make) -> {
          if (!cameras.named(make).isEmpty()) {
            chineseMakes.add(chinese);
          }
        });
  }

  /// Returns places in the order in which a name of several means them: by the number of
  /// inhabitants, but a region follows its city of the same name.
  private static List<Place> byPopulation(List<Place> places) {
    Map<List<String>, Long> cities =
        places.stream()
            .filter(place -> place.kind() == Place.Kind.CITY && place.name().equals(place.region()))
            .collect(Collectors.toMap(LibraryNames::area, Place::population, Math::max));
    return places.stream()
        .sorted(
            Comparator.<Place>comparingLong(
                    place ->
                        place.kind() == Place.Kind.REGION
                            ? Math.min(
                                size(place), cities.getOrDefault(area(place), Long.MAX_VALUE))
                            : size(place))
                .reversed()
                .thenComparing(Place::kind))
        .toList();
  }

  private static List<String> area(Place place) {
    return List.of(place.name(), place.country());
  }

  /// Returns the number of inhabitants. A country without a number is before all cities.
  private static long size(Place place) {
    return place.kind() == Place.Kind.COUNTRY && place.population() == 0
        ? Long.MAX_VALUE
        : place.population();
  }

  private void addCamera(Vocabulary.Camera camera) {
    List<String> make = words(camera.make());
    while (make.size() > 1 && COMPANY.contains(make.getLast())) {
      make.removeLast();
    }
    List<String> model = words(camera.model());
    while (!make.isEmpty() && !model.isEmpty() && isOfMake(model.getFirst(), make)) {
      model.removeFirst();
    }
    for (int end = 1; end <= make.size(); end++) {
      cameras.add(make.subList(0, end), new CameraName(end == 1));
    }
    for (int start = 0; start < model.size(); start++) {
      if (start == 0 || hasLetterAndDigit(model.get(start))) {
        addModel(make, model.subList(start, model.size()), start == 0);
      }
    }
  }

  private static boolean isOfMake(String word, List<String> make) {
    return make.contains(word);
  }

  private void addModel(List<String> make, List<String> model, boolean first) {
    for (int end = 1; end <= model.size(); end++) {
      List<String> words = model.subList(0, end);
      CameraName name = new CameraName(first && end == 1);
      if (end > 1 || isName(words.getFirst())) {
        cameras.add(words, name);
      }
      if (!make.isEmpty()) {
        for (int makeEnd = 1; makeEnd <= make.size(); makeEnd++) {
          List<String> full = new ArrayList<>(make.subList(0, makeEnd));
          full.addAll(words);
          cameras.add(full, name);
        }
      }
    }
  }

  /// Returns whether the first word of a model is a name: a short word or a number is no name.
  private static boolean isName(String word) {
    return hasLetterAndDigit(word)
        || (word.length() >= SHORTEST_MODEL && word.chars().anyMatch(Character::isLetter));
  }

  private static boolean hasLetterAndDigit(String word) {
    return word.chars().anyMatch(Character::isLetter) && word.chars().anyMatch(Character::isDigit);
  }

  private static List<String> words(String name) {
    List<String> words = new ArrayList<>();
    for (String word : SEPARATORS.splitAsStream(name.toLowerCase(Locale.ROOT)).toList()) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  private void addLens(String lens) {
    List<String> words = words(lens);
    if (words.isEmpty() || !cameras.named(Names.key(words.getFirst())).isEmpty()) {
      return;
    }
    String first = words.getFirst();
    boolean letters = first.chars().allMatch(Character::isLetter);
    if (!letters || first.length() >= SHORTEST_LENS) {
      for (int end = 1; end <= words.size(); end++) {
        lenses.add(words.subList(0, end), true);
      }
      for (String word : words.subList(1, words.size())) {
        if (word.endsWith("mm")) {
          lenses.add(List.of(first, word), true);
        }
      }
    }
  }

  private void addPlace(Place place) {
    List<String> names = new ArrayList<>(place.aliases());
    names.add(place.name());
    for (String name : names) {
      if (!Words.SMALL.contains(name.toLowerCase(Locale.ROOT))) {
        places.add(name, place);
      }
      switch (place.kind()) {
        case CITY -> {}
        case REGION, COUNTRY -> areas.add(name, place.name());
      }
    }
    areas.add(place.country(), place.country());
    if (!place.region().isEmpty()) {
      areas.add(place.region(), place.region());
    }
  }

  private void addFolder(String folder) {
    String name = folder.substring(folder.lastIndexOf('/') + 1);
    folders.add(name, name);
    folderKeys.add(Names.key(name));
    folderKeys.add(Names.key(folder));
  }

  NameTable<CameraName> cameras() {
    return cameras;
  }

  NameTable<Boolean> lenses() {
    return lenses;
  }

  NameTable<Place> places() {
    return places;
  }

  NameTable<String> areas() {
    return areas;
  }

  NameTable<String> keywords() {
    return keywords;
  }

  NameTable<String> folders() {
    return folders;
  }

  NameTable<String> collections() {
    return collections;
  }

  /// Returns the names and paths of folders, as keys.
  Set<String> folderKeys() {
    return folderKeys;
  }

  /// Returns whether the make of a Chinese name is held.
  boolean isHeldMake(String chinese) {
    return chineseMakes.contains(chinese);
  }
}

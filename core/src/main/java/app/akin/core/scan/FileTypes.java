package app.akin.core.scan;

import java.util.Locale;
import java.util.Set;

/// Classifies file names by their extensions. Stateless.
final class FileTypes {
  private static final Set<String> VIDEOS =
      Set.of(
          "mp4", "m4v", "mov", "qt", "avi", "mkv", "webm", "mts", "m2ts", "mpg", "mpeg", "wmv",
          "3gp", "3g2", "insv", "mod", "tod", "asf", "flv", "ogv");

  /// Types that are never photos. Their files are not opened, which would slow down the scan of a
  /// folder with many of them. Copies, downloads in progress and thumbnails of videos are among
  /// them although their content may be an image.
  private static final Set<String> OTHERS =
      Set.of(
          // Texts, data and programs.
          "txt",
          "md",
          "rst",
          "log",
          "csv",
          "tsv",
          "json",
          "jsonl",
          "xml",
          "xsd",
          "xsl",
          "yaml",
          "yml",
          "toml",
          "ini",
          "cfg",
          "conf",
          "properties",
          "html",
          "htm",
          "xhtml",
          "mht",
          "css",
          "scss",
          "js",
          "mjs",
          "ts",
          "tsx",
          "jsx",
          "java",
          "class",
          "jar",
          "kt",
          "kts",
          "scala",
          "groovy",
          "gradle",
          "py",
          "pyc",
          "pyi",
          "ipynb",
          "rb",
          "php",
          "pl",
          "pm",
          "go",
          "rs",
          "c",
          "h",
          "cc",
          "cpp",
          "hpp",
          "cs",
          "swift",
          "m",
          "mm",
          "sh",
          "bash",
          "bat",
          "cmd",
          "ps1",
          "sql",
          "lua",
          "r",
          "tex",
          "bib",
          "o",
          "a",
          "so",
          "dll",
          "dylib",
          "exe",
          "msi",
          "apk",
          "ipa",
          "deb",
          "rpm",
          "lock",
          "map",
          "vue",
          "po",
          "mo",
          "svg",
          "svgz",
          // Documents, archives, mail, databases and disk images.
          "pdf",
          "doc",
          "docx",
          "odt",
          "rtf",
          "pages",
          "xls",
          "xlsx",
          "ods",
          "numbers",
          "ppt",
          "pptx",
          "odp",
          "epub",
          "mobi",
          "djvu",
          "zip",
          "rar",
          "7z",
          "gz",
          "tgz",
          "bz2",
          "xz",
          "zst",
          "tar",
          "iso",
          "dmg",
          "img",
          "vmdk",
          "vdi",
          "eml",
          "msg",
          "pst",
          "mbox",
          "vcf",
          "ics",
          "db",
          "sqlite",
          "sqlite3",
          "db-wal",
          "db-shm",
          "lrcat",
          "cocatalogdb",
          "dat",
          "bin",
          "pak",
          "idx",
          "pack",
          // Sound and subtitles.
          "mp3",
          "m4a",
          "aac",
          "ogg",
          "opus",
          "oga",
          "flac",
          "wav",
          "wma",
          "aif",
          "aiff",
          "amr",
          "mid",
          "midi",
          "m3u",
          "m3u8",
          "srt",
          "vtt",
          "sub",
          // Fonts and models.
          "ttf",
          "otf",
          "woff",
          "woff2",
          "pt",
          "pth",
          "onnx",
          "safetensors",
          "npy",
          "npz",
          // Settings of photo programs, next to a photo.
          "aae",
          "pp3",
          "dop",
          "cos",
          "cop",
          "on1",
          "arp",
          "acr",
          "nksc",
          "lrtemplate",
          "icc",
          "icm",
          "gpx",
          "kml",
          "kmz",
          // Thumbnails of videos, copies and downloads in progress.
          "thm",
          "lrv",
          "tnl",
          "bak",
          "tmp",
          "temp",
          "part",
          "partial",
          "crdownload",
          "download",
          "opdownload",
          "swp",
          "lnk",
          "url",
          "webloc",
          "torrent");

  /// Files that systems and photo programs write into folders of photos, in lower case.
  private static final Set<String> FOLDER_DATA =
      Set.of(
          "thumbs.db",
          "ehthumbs.db",
          "ehthumbs_vista.db",
          "desktop.ini",
          "picasa.ini",
          "zbthumbnail.info",
          "icon\r",
          "autorun.inf",
          "pspbrwse.jbf",
          "sonycard.ind");

  private FileTypes() {}

  /// Returns the extension in lower case; empty if there is none.
  static String extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  static boolean isSidecar(String name) {
    return extension(name).equals("xmp");
  }

  static boolean isVideo(String name) {
    return VIDEOS.contains(extension(name));
  }

  /// Returns whether a file of this name holds what Picasa stores about the photos of its folder.
  static boolean isPicasa(String name) {
    return name.equalsIgnoreCase(".picasa.ini") || name.equalsIgnoreCase("picasa.ini");
  }

  /// Returns whether a file of this name is a sidecar or a video.
  static boolean isCompanion(String name) {
    return isSidecar(name) || isVideo(name) || TakeoutFiles.isTakeout(name) || isPicasa(name);
  }

  /// Returns whether the leading bytes tell if a file without an extension of an image is one: such
  /// as `St. Moritz`, whose end is no extension, or a file name that was cut off.
  static boolean isDecidedByContent(String name) {
    return !OTHERS.contains(extension(name)) && !isCompanion(name) && !isFolderData(name);
  }

  /// Returns whether a file belongs to the folder and not to the user.
  static boolean isFolderData(String name) {
    return FOLDER_DATA.contains(name.toLowerCase(Locale.ROOT))
        || name.endsWith(SidecarNames.BACKUP_EXTENSION);
  }
}

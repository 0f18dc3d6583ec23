package app.akin.core.decode.facts;

import app.akin.core.decode.image.ExifPart;
import java.util.List;
import java.util.Map;

/// The metadata blocks of an image file.
///
/// @param exif TIFF structures
/// @param xmp the XMP packet; empty for none
/// @param resources Photoshop image resources, which contain IPTC data; empty for none
/// @param texts named texts of a PNG file
// Instances are passed to the metadata reader, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record MetadataBlocks(
    List<ExifPart> exif, byte[] xmp, byte[] resources, Map<String, String> texts) {}

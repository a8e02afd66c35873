"""A device's certificate in words, as its panel shows it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from facemon.device import tls
from facemon.device.status import Certificate
from facemon.device.validity import Remark, ends_soon, remarks
from facemon.settings import DeviceSettings
from facemon.ui import words
from facemon.ui.fields import Field, Tone
from facemon.ui.settings.certificate_view import grouped
from facemon.ui.text import clean


def certificate_fields(
    certificate: Certificate | None, device: DeviceSettings, now_ms: int, tls_version: str
) -> list[Field]:
    """Return how the certificate that a device shows is trusted, and all that it says; empty where there is none."""
    if certificate is None:
        return []
    translate = QCoreApplication.translate
    names = clean(", ".join(certificate.names), 300)
    return [
        _trust(certificate, device, now_ms, tls_version),
        Field(translate("DevicePanel", "Worth knowing"), "\n".join(noted(certificate, device, now_ms))),
        Field(translate("DevicePanel", "Fingerprint"), grouped(certificate.sha256, 4)),
        Field(translate("DevicePanel", "Issued to"), clean(certificate.subject, 200)),
        Field(translate("DevicePanel", "Issued by"), clean(certificate.issuer, 200)),
        Field(translate("DevicePanel", "Valid"), _dates(certificate)),
        Field(translate("DevicePanel", "Host names"), names),
    ]


def noted(certificate: Certificate, device: DeviceSettings, now_ms: float) -> list[str]:
    """Return, in sentences, what is odd about a certificate that was approved by its fingerprint, and is no fault."""
    if not tls.is_pin(device.certificate, certificate.sha256):
        return []
    translate = QCoreApplication.translate
    sentences = {
        Remark.EXPIRED: translate(
            "CertificateNote", "It has expired. That does not matter here: it was approved by its fingerprint."
        ),
        Remark.NOT_YET_VALID: translate(
            "CertificateNote", "It is not valid yet. That does not matter here, but check this computer's clock."
        ),
        Remark.OTHER_NAME: translate(
            "CertificateNote",
            "It is for another name than {host}. That does not matter here: it was approved by its fingerprint.",
        ),
    }
    host = clean(device.host, 120)
    return [sentences[remark].format(host=host) for remark in remarks(certificate, device.host, now_ms)]


def _trust(certificate: Certificate, device: DeviceSettings, now_ms: int, tls_version: str) -> Field:
    translate = QCoreApplication.translate
    label, ends_ms = translate("DevicePanel", "Certificate"), certificate.not_after_ms
    verified = device.certificate == "ca"
    if not verified and not tls.is_pin(device.certificate, certificate.sha256):
        return Field(label, words.joined(translate("DevicePanel", "not approved"), tls_version), Tone.BAD)
    trust = (
        translate("DevicePanel", "verified by the system") if verified else translate("DevicePanel", "approved by hand")
    )
    until, tone = "", Tone.PLAIN
    if ends_ms:
        until = translate("DevicePanel", "until {date}").format(date=words.date(ends_ms))
    if ends_ms and ends_ms < now_ms:
        until = translate("DevicePanel", "ended {date}").format(date=words.date(ends_ms))
        tone = Tone.BAD if verified else Tone.PLAIN  # a certificate approved by hand holds beyond its end
    elif verified and ends_soon(certificate, now_ms):
        tone = Tone.WARN
    return Field(label, words.joined(trust, until, tls_version), tone)


def _dates(certificate: Certificate) -> str:
    if not certificate.not_after_ms:
        return ""
    first, last = words.date(certificate.not_before_ms), words.date(certificate.not_after_ms)
    return QCoreApplication.translate("DevicePanel", "from {first} until {last}").format(first=first, last=last)

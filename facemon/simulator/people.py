"""The people that the simulated device knows. Invented; any likeness is chance."""

from __future__ import annotations

import msgspec

BARRED = "Barred since March: theft"


class Known(msgspec.Struct, frozen=True):
    """Somebody enrolled on the device. `groups` are names; numbers are texts, as the device sends them."""

    user_id: str
    name: str
    type: int  # as in the document: 1 staff, 2 visitor; a barred person is enrolled as 5
    groups: tuple[str, ...] = ()
    job_number: str = ""
    ic_number: str = ""
    remark: str = ""


_STAFF = (
    ("李娜", "Finance", "10382"),
    ("王伟", "Security", "10021"),
    ("陈伟 Chen Wei", "R&D", "20417"),
    ("刘洋", "Logistics", "30012"),
    ("杨静", "Human Resources", "10440"),
    ("赵敏", "R&D", "20455"),
    ("黄磊", "Maintenance", "40108"),
    ("周杰", "IT", "50033"),
    ("吴秀英", "Canteen", "60007"),
    ("欧阳文博", "R&D", "20499"),
    ("Oluwaseun Adeyemi", "Logistics", "30077"),
    ("Ngozi Okonkwo", "Quality", "70015"),
    ("Zoë Müller", "R&D", "20518"),
    ("François Lefèvre", "Sales", "80122"),
    ("Siobhán O’Connor", "Finance", "10397"),
    ("Łukasz Wójcik", "Maintenance", "40131"),
    ("Øystein Håland", "IT", "50041"),
    ("José Ramírez Peña", "Logistics", "30099"),
    ("Nguyễn Thị Hương", "Quality", "70022"),
    ("İbrahim Yıldız", "Security", "10027"),
    ("Мария Иванова", "Finance", "10411"),
    ("Олександр Шевченко", "R&D", "20533"),
    ("Γιώργος Παπαδόπουλος", "Sales", "80131"),
    ("فاطمة الزهراء", "Human Resources", "10452"),
    ("محمد العربي", "IT", "50049"),
    ("नेहा शर्मा", "R&D", "20547"),
    ("राहुल वर्मा", "Logistics", "30114"),
    ("山田 太郎", "Quality", "70031"),
    ("佐藤 美咲", "Sales", "80140"),
    ("김지우", "R&D", "20561"),
    ("Grace Mbatha", "Canteen", "60012"),
    ("Tane Whatonga", "Maintenance", "40144"),
    ("Anna-Karin Lindqvist-Söderström", "Human Resources", "10463"),
    ("Bob Ng", "IT", "50055"),
)
_VISITORS = (
    ("Marta Kowalska", "Host: Facilities"),
    ("孙丽", "接待人：李娜"),
    ("Daniel Schröder", "Host: R&D"),
    ("Aisha Rahman", "Host: Quality"),
    ("Petr Novák", "Host: Sales"),
    ("徐浩", "接待人：陈伟"),
    ("Camille Dubois", "Host: Finance"),
    ("Tom Baker", "Host: Maintenance"),
)

STAFF = tuple(
    Known(str(number), name, 1, (group, "All staff"), job_number, f"{7_400_000 + number * 97}")
    for number, (name, group, job_number) in enumerate(_STAFF, 1)
)
VISITORS = tuple(
    Known(str(number), name, 2, ("Visitors",), "", "", remark) for number, (name, remark) in enumerate(_VISITORS, 201)
)
BLACKLISTED = Known("901", "张三 Zhang San", 5, ("Blacklist",), "", "", BARRED)
EVERYBODY = (*STAFF, *VISITORS, BLACKLISTED)

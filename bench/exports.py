"""How fast an export of Telegram Desktop is read, and in how much memory: `python -m bench.exports [MESSAGES]`."""

from __future__ import annotations

import json
import re
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from waqai.acquisition.files import read_file
from waqai.acquisition.reading import Reading

_TEXT = "دوّى انفجار في سوق الخضار وسط مدينة الباب، وأفاد شهود بسقوط جرحى. " * 6
_HEAD = '{\n "name": "أخبار الوادي",\n "type": "public_channel",\n "id": 42,\n "messages": [\n  '


def write_export(path: Path, messages: int) -> None:
    """An export of so many messages, in the layout of Telegram Desktop."""
    with path.open("w", encoding="utf-8") as file:
        file.write(_HEAD)
        for number in range(messages):
            message = {
                "id": number + 1,
                "type": "message",
                "date": "2024-05-05T13:00:00",
                "date_unixtime": str(1_714_903_200 + number),
                "from": "أخبار الوادي",
                "text": _TEXT,
                "text_entities": [{"type": "plain", "text": _TEXT}],
            }
            lines = json.dumps(message, ensure_ascii=False, indent=1).replace("\n", "\n  ")
            file.write(lines + (",\n  " if number + 1 < messages else "\n ]\n}"))


def main(messages: int) -> None:
    """Write an export, read it, and print what that took."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "result.json"
        write_export(path, messages)
        begun = time.perf_counter()
        read = sum(1 for _ in read_file(path, Reading(now=datetime(2024, 6, 1, tzinfo=UTC))))
        seconds = time.perf_counter() - begun
        peak = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))
        size = path.stat().st_size / 1e6
    print(f"{read:,} messages, {size:.0f} MB: {seconds:.1f} s, {int(peak[1]) / 1024 if peak else 0:.0f} MiB at most")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)

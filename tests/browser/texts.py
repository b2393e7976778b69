"""Texts that try a page: from right to left, and without a place to break."""

ARABIC = "حدث ذلك عند شباك الخدمة أمام الناس، وقيل لي «ارجع إلى بلدك» ثلاث مرات."
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 6

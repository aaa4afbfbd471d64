"""Mnemosyne's cards (https://mnemosyne-proj.org): as it shares, exports and keeps them."""
